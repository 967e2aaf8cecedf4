import { type Happenings, pick, type Struck } from './struck.js';
import type { MessengerFate, TrackerFate, Trouble } from './trouble.js';
import { GONE_MS, type Strike } from './troubles.js';

const TRACKER_FATES: readonly TrackerFate[] = [
  'cut-before',
  'cut-after',
  'hang-before',
  'hang-after',
  'away',
  'throttled',
];
const MESSENGER_FATES: readonly MessengerFate[] = ['broken', 'cut-before', 'cut-after', 'throttled'];
/** How a tracker is gone: it is away, or answers nobody, or refuses everybody. */
const GONE: readonly TrackerFate[] = ['away', 'hang-before', 'cut-before', 'refused'];
/** So long before it is gone its answers get lost (ms): what was written then nobody hears of. */
const BEFORE_IT_GOES_MS = 8_000;

const lostBy = (dice: number): TrackerFate => (dice < 0.5 ? 'cut-after' : dice < 0.75 ? 'hang-after' : 'cut-before');

/** One desk alone. */
const aDesk = ({ world, nth }: Struck) => pick(world.outsides, nth(13))?.desk;

/** Calls of all trackers meet these fates for a while. */
function tracker({ world: { trouble }, later }: Struck, now: Trouble['tracker']): void {
  trouble.tracker = now;
  later(() => void (now.percent = 0));
}

function messenger({ world: { trouble }, later }: Struck, now: Trouble['messenger']): void {
  trouble.messenger = now;
  later(() => void (now.percent = 0));
}

const anyOf = ({ percent, nth }: Struck): Trouble['tracker'] => ({
  percent,
  fates: [pick(TRACKER_FATES, nth(7)) ?? 'away'],
});
const byMessenger = ({ percent, nth }: Struck): Trouble['messenger'] => ({
  percent,
  fate: pick(MESSENGER_FATES, nth(7)) ?? 'broken',
});

/** What befalls desks' trackers and messengers. */
export const TO_OUTSIDE = {
  'the tracker fails': (struck) => tracker(struck, anyOf(struck)),
  'the tracker of a desk fails': (struck) => tracker(struck, { ...anyOf(struck), at: aDesk(struck) }),
  'the tracker loses answers': (struck) =>
    tracker(struck, { percent: 40, fates: [lostBy(struck.dice)], only: 'writes' }),
  'the tracker keeps other words': (struck) =>
    tracker(struck, { percent: 40, fates: ['reworded', 'cut-before'], only: 'writes' }),
  'the tracker is late': (struck) => tracker(struck, { percent: 60, fates: ['late', 'cut-before'], only: 'writes' }),
  'the messenger is late': (struck) => messenger(struck, { percent: 25, fate: 'late' }),
  'the tracker says later': (struck) =>
    tracker(struck, { percent: 60, fates: ['conflict', 'throttled', 'cut-before'], only: 'writes' }),
  'the tracker is in conflict': (struck) => tracker(struck, { percent: 65, fates: ['conflict'], only: 'writes' }),
  'the tracker is slow': (struck) => tracker(struck, { percent: 80, fates: ['slow'], only: 'reads' }),
  'the tracker is not to be read': (struck) => tracker(struck, { percent: 40, fates: ['cut-before'], only: 'reads' }),
  'the tracker is gone': (struck) => {
    const { world, dice, lastsMs } = struck;
    const { trouble, clock } = world;
    const at = dice < 0.5 ? aDesk(struck) : undefined;
    trouble.tracker = { percent: 70, fates: ['cut-after'], only: 'writes', at };
    clock.after(BEFORE_IT_GOES_MS, () => {
      trouble.tracker.percent = 0;
      trouble.gone = { fate: pick(GONE, struck.nth(7)) ?? 'away', at };
    });
    clock.after(GONE_MS + lastsMs, () => void (trouble.gone = undefined));
  },
  'the tracker drops smileys': ({ world: { outsides }, later }) => {
    for (const one of outsides) one.tracker.dropsSmileys = true;
    later(() => outsides.forEach((one) => void (one.tracker.dropsSmileys = false)));
  },
  'webhooks get lost': ({ world: { trouble }, percent, later }) => {
    trouble.hints = percent;
    later(() => void (trouble.hints = 0));
  },
  'the messenger fails': (struck) => messenger(struck, byMessenger(struck)),
  'the messenger of a desk fails': (struck) => messenger(struck, { ...byMessenger(struck), at: aDesk(struck) }),
} as const satisfies Partial<Happenings<Strike['what']>>;
