import { z } from 'zod';

/** What of a JSON schema we make use of. */
export type JsonSchema = {
  type?: string;
  description?: string;
  examples?: unknown[];
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  minimum?: number;
  additionalProperties?: boolean | JsonSchema;
};

/** A schema as people write its input. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    // Of what is transformed zod leaves the examples out; ours are of what people write.
    override({ zodSchema, jsonSchema }) {
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  }) as JsonSchema;

/** The schema of what stands at a path. */
export function schemaAt(schema: JsonSchema, path: readonly PropertyKey[]): JsonSchema | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const inner = typeof step === 'number' ? schema.items : schema.properties?.[String(step)];
  if (inner) return schemaAt(inner, rest);
  return schema.anyOf?.map((one) => schemaAt(one, path)).find((found) => found !== undefined);
}

/** One value that may stand there; undefined where nothing says so. */
export function exampleOf(schema: JsonSchema): unknown {
  return schema.examples?.[0] ?? schema.default ?? schema.const ?? schema.enum?.[0] ?? schema.minimum;
}
