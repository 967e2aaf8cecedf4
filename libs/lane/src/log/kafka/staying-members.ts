import { createRequire } from 'node:module';
import kafkajs from 'kafkajs';
import { isPassing } from './is-passing.js';
import { oneAtATime } from './one-at-a-time.js';

type Coordinator = object;
type Cluster = {
  findGroupCoordinator(of: { groupId: string }): Promise<Coordinator>;
  refreshMetadata(): Promise<void>;
};
type Member = {
  groupId: string;
  cluster: Cluster;
  coordinator: Coordinator | null;
  /** It tells the coordinator what was read; there once it has joined. */
  offsetManager: { coordinator: Coordinator } | null;
  /** When it last said that it is there, by the wall clock (ms). */
  lastRequest: number;
  retrier(attempt: (bail: (error: Error) => void) => Promise<void>): Promise<void>;
  getNodeIds(): readonly string[];
  connect(): Promise<void>;
  joinAndSync(): Promise<void>;
  heartbeat(of: { interval: number }): Promise<void>;
};
type Runner = {
  running: boolean;
  consumerGroup: Member;
  fetchManager: { start(): Promise<void> };
  start(): Promise<void>;
  fetch(nodeId: string): Promise<readonly object[]>;
  stop(): Promise<void>;
};

/** For half a minute (refused) to two (unanswered) without a broker; then the process is better off starting anew. */
export const TRIES = { retries: 30, initialRetryTime: 200, maxRetryTime: 1_000, restartOnFailure: async () => false };
/** A consumer that has read for so long has its tries anew (ms). */
const LASTED_MS = 30_000;

/**
 * A kafkajs 2.2.4 consumer goes on without being of its group where a join breaks off half way: it reads what it had before, or says
 * never again that it is there. It ends where a first join, or a lookup, breaks off; where brokers are gone for a second;
 * and after some twenty mishaps, however many days lie between them. It asks a coordinator that is gone for minutes, and none while
 * the wall clock is behind what it was. Here it joins until it has joined, as often as its `retry` says, looks where its
 * coordinator is now, and has its tries anew once it has read for a while. The version is pinned and frozen upstream; there is no
 * setting for it.
 */
export function letMembersStay(): void {
  const load = createRequire(import.meta.url);
  const { prototype: member } = load('kafkajs/src/consumer/consumerGroup') as { prototype: Member };
  const { prototype: runner } = load('kafkajs/src/consumer/runner') as { prototype: Runner };
  const { connect, joinAndSync, heartbeat } = member;
  const { start, stop, fetch } = runner;
  const leaving = new WeakSet<Member>();

  async function insist(on: Member, attempt: () => Promise<void>): Promise<void> {
    try {
      await on.retrier(async (bail) => {
        if (leaving.has(on)) return bail(new Error('it leaves its group'));
        try {
          await attempt();
        } catch (error) {
          if (mayPass(error)) throw new kafkajs.KafkaJSError(error);
          bail(error as Error);
        }
      });
    } catch (error) {
      // What may be tried again, a runner takes for a reason to read on.
      throw new kafkajs.KafkaJSNonRetriableError(error as Error);
    }
  }

  const join = oneAtATime((one: Member) => insist(one, () => joinAndSync.call(one)));
  const look = oneAtATime(lookForCoordinator);

  member.connect = function () {
    return insist(this, () => connect.call(this));
  };
  member.joinAndSync = function () {
    return join(this);
  };
  member.heartbeat = async function (of) {
    if (this.lastRequest > Date.now()) this.lastRequest = 0;
    try {
      await heartbeat.call(this, of);
    } catch (error) {
      if (brokeOff(error)) await look(this);
      throw error;
    }
  };
  runner.start = function () {
    const { fetchManager, consumerGroup } = this;
    const read = fetchManager.start;
    fetchManager.start = () => readOn(consumerGroup, read);
    return start.call(this);
  };
  runner.fetch = async function (nodeId) {
    // One that begins just as its runner stops would get nothing, at once and for ever, and let nothing else happen.
    if (!this.running) throw new kafkajs.KafkaJSError('its consumer has stopped');
    return fetch.call(this, nodeId);
  };
  runner.stop = function () {
    leaving.add(this.consumerGroup);
    return stop.call(this);
  };
}

async function readOn(member: Member, read: () => Promise<void>): Promise<void> {
  const began = performance.now();
  try {
    if (member.getNodeIds().length === 0) await member.cluster.refreshMetadata();
    await read();
  } catch (error) {
    // To this the runner joins again, as to all that the group says and that trying again does not mend.
    if (!mayPass(error) || ('type' in error && error.type === 'NOT_COORDINATOR_FOR_GROUP')) throw error;
    if (performance.now() - began < LASTED_MS) throw new kafkajs.KafkaJSError(error);
  }
}

async function lookForCoordinator(member: Member): Promise<void> {
  try {
    const coordinator = await member.cluster.findGroupCoordinator(member);
    member.coordinator = coordinator;
    if (member.offsetManager) member.offsetManager.coordinator = coordinator;
  } catch {
    // Looked for again at the next heartbeat that breaks off.
  }
}

const mayPass = (error: unknown): error is Error =>
  isPassing(error) || error instanceof kafkajs.KafkaJSGroupCoordinatorNotFound;

/** Whatever would have been answered. */
const brokeOff = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSConnectionError || error instanceof kafkajs.KafkaJSRequestTimeoutError;
