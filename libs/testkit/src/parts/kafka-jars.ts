import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { announce } from './announce.js';
import { cachedFolder } from './cache-folder.js';
import { providePrograms } from './provide-program.js';

const run = promisify(execFile);

const KAFKA = '4.1.0';
const PROJECT = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>relaydesk</groupId><artifactId>kafka-jars</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

const wanted = {
  part: 'Kafka',
  debianPackages: ['openjdk-17-jre-headless', 'maven'],
  addressVariable: 'RELAYDESK_TEST_KAFKA_BROKERS',
};

/** The class path of Kafka's own jars, fetched once from Maven Central and kept. */
export async function kafkaClassPath(): Promise<string> {
  await providePrograms({ ...wanted, programs: ['java'] });
  const folder = await cachedFolder(`kafka-${KAFKA}`, async (draft) => {
    await providePrograms({ ...wanted, programs: ['java', 'mvn'] });
    announce(`fetching Kafka ${KAFKA} (43 MB of jars) with Maven; they are kept for the next time.`);
    await writeFile(join(draft, 'pom.xml'), PROJECT);
    const fetch = ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=libs'];
    await run('mvn', fetch, { cwd: draft, maxBuffer: 64 * 1024 * 1024 });
  });
  return join(folder, 'libs', '*');
}
