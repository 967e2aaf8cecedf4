import { ConfigFile, type JsonSchema, jsonSchemaOf } from '#config';
import { messengers, trackers } from '#plugins';

/** The configuration's schema with each messenger's and tracker's own keys in their places. */
export function wholeSchema(): JsonSchema {
  const file = jsonSchemaOf(ConfigFile);
  const desk = file.properties?.['desks']?.items;
  const channels = desk?.properties?.['channels'];
  const tracker = desk?.properties?.['tracker'];
  if (!desk?.properties || !channels?.items || !tracker) throw new Error('The schema has no channels or no tracker.');
  channels.items = oneOfEach(channels.items, 'messenger', messengers);
  desk.properties['tracker'] = { ...oneOfEach(tracker, 'kind', trackers), description: tracker.description ?? '' };
  return file;
}

function oneOfEach(
  shared: JsonSchema,
  name: string,
  plugs: Readonly<Record<string, { configSchema: Parameters<typeof jsonSchemaOf>[0] }>>,
): JsonSchema {
  return {
    oneOf: Object.entries(plugs).map(([id, { configSchema }]) => {
      const own = jsonSchemaOf(configSchema);
      const { [name]: named, ...rest } = shared.properties ?? {};
      return {
        type: 'object',
        properties: { ...rest, [name]: { const: id, description: named?.description ?? '' }, ...own.properties },
        required: [...(shared.required ?? []), ...(own.required ?? [])],
        additionalProperties: false,
      };
    }),
  };
}
