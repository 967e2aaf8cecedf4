/** A test, by its title in a file. */
export type HeldBy = { file: string; test: string };

/** Where a rule of the protocol stands in the design, its bold words, and what holds it where the simulation cannot. */
export type Rule = { at: string; says: string; heldBy?: readonly HeldBy[] };

/**
 * Every bold rule of the design's §4 (lanes) and §5 (effects on systems without transactions). The folders of `patches/` are
 * called like them. `heldBy`: it lives in a real part alone, so these tests are to find what breaks it.
 */
export const RULES: Readonly<Record<string, Rule>> = {
  'taken-when-free': {
    at: '§4.1',
    says: 'a lane is taken where the epoch is the one just read and its lease is held, it has no holder, or its heartbeat is old',
  },
  'epoch-and-nonce': { at: '§4.1', says: 'ownership is epoch and nonce together' },
  'row-locked': { at: '§4.1', says: 'every transaction of a lane begins by locking its row (FOR NO KEY UPDATE)' },
  'renewed-while-heard': { at: '§4.1', says: 'lease and heartbeat are renewed only while the group is heard' },
  'batch-at-offset': {
    at: '§4.1',
    says: "kept lanes seek, new ones pause until recovered; intake takes a batch only if it begins at the row's offset",
  },
  'second-time-stops': {
    at: '§4.1',
    says: 'a batch that begins elsewhere makes its lane seek, and the second time it stops loudly',
    heldBy: [
      {
        file: 'libs/lane/src/engine/held-lanes.spec.ts',
        test: 'that begins elsewhere than its lane makes the lane seek, and the second such one stops everything',
      },
      {
        file: 'libs/lane/src/engine/held-lanes.spec.ts',
        test: 'that begins elsewhere counts anew after one that fits, and in each generation of the group',
      },
    ],
  },
  'own-generation': {
    at: '§4.1',
    says: "the group is told how far a batch was taken in only within that batch's own generation",
    heldBy: [
      {
        file: 'libs/lane/src/log/kafka/lane-feed.spec.ts',
        test: 'tells the group nothing once its own generation is over, be its lane still ours or not',
      },
    ],
  },
  recover: { at: '§4.2', says: 'what is open is recovered before the first fetch, and settled first' },
  'other-timeline': {
    at: '§4.2',
    says: 'a connection that finds itself on another timeline drops all its lanes',
    heldBy: [
      {
        file: 'libs/lane/src/store/postgres/fencing.real.spec.ts',
        test: 'ends every ownership given before, until the lane is taken again',
      },
    ],
  },
  'take-in': { at: '§4.3', says: 'one batch, one transaction; nothing is confirmed before the log has it' },
  'known-ids-dropped': { at: '§4.3', says: 'ids the inbox knows are dropped, over all its live days' },
  'offset-in-row': { at: '§4.3', says: 'the next offset goes into the lane row, with what was taken in' },
  'no-auto-commit': { at: '§4.3', says: 'auto-commit and auto-resolve are off' },
  'id-of-cause': { at: '§4.3', says: "a record's id is a hash of its cause's ids, its ordinal and its payload" },
  'one-publisher': {
    at: '§4.4',
    says: 'one publisher per lane, oldest first, one request in flight; exactly the acknowledged ids are deleted',
  },
  work: {
    at: '§4.5',
    says: 'heads run in order within their key; what came of one is committed before the next begins',
  },
  windows: { at: '§4.6', says: 'a late part joins the draft; outcomes meet their session by command id' },
  'due-before-record': { at: '§4.6', says: 'before taking a record in, fire what was due before it' },
  'caught-up': { at: '§4.6', says: 'a timer fires by the wall only while the lane is caught up' },
  'try-again': { at: '§4.7', says: 'what is down costs no try, and the time it names is never undercut' },
  'given-up': { at: '§4.7', says: 'what waited too long is a dead letter, and its person is told' },
  replay: { at: '§4.7', says: 'a replay is a record with a fresh id; what was ever sent looks first' },
  'dependents-go-along': { at: '§4.7', says: 'what depends on it goes along' },
  'let-go': { at: '§4.8', says: 'finish what is in flight, commit, clear the holder, release the lease' },
  'position-from-head-row': {
    at: '§4',
    says: "a record's position comes from its partition's head row, locked until commit",
    heldBy: [
      {
        file: 'libs/lane/src/log/postgres/postgres-log.real.spec.ts',
        test: 'shows no position before those under it are there',
      },
    ],
  },
  'one-write-per-account': { at: '§5', says: 'one write at a time per personal account' },
  'write-intent': { at: '§5', says: 'a write intent is committed before the request' },
  baseline: { at: '§5', says: 'the baseline is the highest remote id of the target already known' },
  'clocks-at-the-socket': { at: '§5', says: 'wall and monotonic clocks are checked where the bytes go to the socket' },
  unknown: {
    at: '§5',
    says: 'once a byte was sent, everything but 429 and a definite 4xx is unknown: look, then decide',
  },
  'above-the-baseline': {
    at: '§5',
    says: 'above the baseline, at items of this account not claimed by another intent',
  },
  'ask-the-person': { at: '§5', says: 'doubt: ask the person' },
  'open-intents-wait': {
    at: '§5',
    says: "items above an open intent's baseline wait, and the issue's journal cursor stops before them",
  },
  'silent-drops': {
    at: '§5',
    says: 'what a tracker silently drops is found by reading back and told',
    heldBy: [
      { file: 'libs/trackers/redmine/src/compare-kept.spec.ts', test: 'lacks the files that are not attached' },
      {
        file: 'libs/trackers/redmine/src/compare-kept.spec.ts',
        test: 'lacks what stood behind the first emoji where the database cut it',
      },
      {
        file: 'apps/session-aggregator/src/domain/write-outcome.spec.ts',
        test: 'in part says what is missing and why',
      },
    ],
  },
  echo: {
    at: '§5',
    says: 'a change claimed by an intent is not shown again in the chat it came from, but to all others',
  },
  'change-feed': {
    at: '§5',
    says: 'the poll alone promises completeness; the cursor moves only after a complete pass, and with the hints',
  },
  overlap: {
    at: '§5',
    says: "the poll overlaps by the longest transaction plus skew, by the server's own date",
    heldBy: [
      {
        file: 'libs/trackers/redmine/src/read-changes.spec.ts',
        test: 'begins ten minutes before the last one, by the server’s own clock, newest first',
      },
      {
        file: 'libs/trackers/redmine/src/read-changes.spec.ts',
        test: 'finds what was dated before the last one and committed only after it',
      },
    ],
  },
  'messenger-sends': { at: '§5', says: 'sent again after an unknown outcome and counted; an older version is dropped' },
  rates: { at: 'ADR 0008', says: "a chat never sees more than its messenger's rates, whoever sends" },
  'rates-for-all': {
    at: 'ADR 0008',
    says: 'a chat is kept free from the answer on, however late that is, and for every notifier',
    heldBy: [
      {
        file: 'apps/notifier/src/work/rates/create-rates.spec.ts',
        test: 'has the next one of its chat wait with every notifier where it asked for its time again',
      },
      {
        file: 'apps/notifier/src/work/rates/create-rates.spec.ts',
        test: 'has the next one of its chat wait with every notifier where these did not hear of its time, or heard of it long before',
      },
    ],
  },
  visibility: { at: '§5', says: "visibility is the tracker's own answer" },
  identity: { at: '§6', says: 'a link is proved, never claimed; what follows is in its name' },
  forgotten: {
    at: 'ADR 0011',
    says: 'a database that has gone back looks before it writes, and lets no message into a second command',
  },
  'why-not': { at: '§5', says: 'for every change and every candidate recipient the decision is kept' },
};
