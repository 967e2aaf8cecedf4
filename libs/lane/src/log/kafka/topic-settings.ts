import kafkajs, { type Admin } from 'kafkajs';

/** What Kafka says of these settings of these topics now, by topic and by setting. */
export async function topicSettings(
  admin: Admin,
  topics: readonly string[],
  names: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames: [...names] })),
  });
  const valueOf = ({ configName, configValue }: { configName: string; configValue: string }) =>
    [configName, configValue] as const;
  return new Map(
    resources.map(({ resourceName, configEntries }) => [resourceName, new Map(configEntries.map(valueOf))]),
  );
}
