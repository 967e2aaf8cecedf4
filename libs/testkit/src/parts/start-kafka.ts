import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from './free-port.js';
import { kafkaClassPath } from './kafka-jars.js';
import { type OwnDisk, ownDisk } from './own-disk.js';
import type { KafkaPart, PartOptions, StartPart } from './part.js';
import { type ServerProcess, startServer } from './server-process.js';
import { treat } from './treat.js';

const run = promisify(execFile);
/** Quick to start, and slow ever after. */
const QUICK_JVM = ['-Xmx512m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
/** As `kafka-server-start.sh` and `kafka-run-class.sh` of 4.1 start a broker. */
const JVM = [
  '-Xms1g',
  '-Xmx1g',
  '-server',
  '-XX:+UseG1GC',
  '-XX:MaxGCPauseMillis=20',
  '-XX:+ExplicitGCInvokesConcurrent',
];

type Broker = { id: number; port: number; told: number; controllerPort: number; folder: string };

/** A cluster in KRaft mode, every broker a controller too, without a container. */
export const startKafka: StartPart<KafkaPart> = async (folder, options: PartOptions) => {
  const classPath = await kafkaClassPath();
  const brokers = await placeBrokers(folder, options);
  const cluster = randomBytes(16).toString('base64url');
  const disks: OwnDisk[] = [];
  const running: ServerProcess[] = [];
  const stop = async () => {
    await Promise.all(running.map((broker) => broker.stop('SIGKILL')));
    await Promise.all(disks.map((disk) => disk.remove()));
  };
  try {
    if (options.diskMegabytes !== undefined)
      for (const broker of brokers) disks.push(await ownDisk(dataOf(broker), options.diskMegabytes));
    await Promise.all(brokers.map((broker) => format(broker, brokers, cluster, classPath)));
    const jvm = options.asInProduction ? JVM : QUICK_JVM;
    const started = await Promise.allSettled(brokers.map((broker) => start(broker, jvm, classPath)));
    running.push(...started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
    const failed = started.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    part: { brokers: brokers.map(({ port }) => `127.0.0.1:${port}`) },
    treat: treat(running, disks),
    stop,
  };
};

async function placeBrokers(folder: string, { brokers: count = 1, ports }: PartOptions): Promise<Broker[]> {
  const free = await freePorts(count * 2);
  return Array.from({ length: count }, (_, i) => {
    const { own = free[2 * i] ?? 0, told = own } = ports?.[i] ?? {};
    const controllerPort = free[2 * i + 1] ?? 0;
    return { id: i + 1, port: own, told, controllerPort, folder: join(folder, `broker-${i + 1}`) };
  });
}

const dataOf = ({ folder }: Broker) => join(folder, 'data');

async function format(broker: Broker, all: readonly Broker[], cluster: string, classPath: string) {
  await mkdir(broker.folder, { recursive: true });
  const config = join(broker.folder, 'server.properties');
  await writeFile(config, properties(broker, all));
  // With `=`, since every sixty-fourth id begins with a dash and would be read as an option of its own.
  const options = [`--cluster-id=${cluster}`, `--config=${config}`];
  await run('java', [...QUICK_JVM, '-cp', classPath, 'kafka.tools.StorageTool', 'format', ...options]);
}

const start = (broker: Broker, jvm: readonly string[], classPath: string) =>
  startServer({
    name: `Kafka broker ${broker.id}`,
    command: 'java',
    args: [...jvm, '-cp', classPath, 'kafka.Kafka', join(broker.folder, 'server.properties')],
    ready: /Kafka Server started/,
  });

function properties(broker: Broker, all: readonly Broker[]): string {
  const replicas = Math.min(3, all.length);
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': broker.id,
    'controller.quorum.voters': all.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(','),
    listeners: `PLAINTEXT://127.0.0.1:${broker.port},CONTROLLER://127.0.0.1:${broker.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${broker.told}`,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': dataOf(broker),
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': 1,
    'default.replication.factor': replicas,
    'min.insync.replicas': Math.min(2, replicas),
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
    'controlled.shutdown.enable': false,
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
