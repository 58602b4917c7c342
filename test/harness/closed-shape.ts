import { z } from 'zod';

type Json = Record<string, unknown>;

/** The names in an answer that its shape does not know: an answer must hold nothing that was not declared. */
export function undeclared(shape: z.ZodType, value: unknown): string[] {
  const schema = z.toJSONSchema(shape, { io: 'output', unrepresentable: 'any' }) as Json;
  return walk(schema, schema, value, '');
}

function walk(root: Json, schema: Json, value: unknown, path: string): string[] {
  if (typeof schema['$ref'] === 'string') return walk(root, refOf(root, schema['$ref']), value, path);
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
  if (choices) {
    const found = choices.map((choice) => walk(root, choice, value, path));
    return found.sort((a, b) => a.length - b.length)[0] ?? [];
  }
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    const items = schema['items'] as Json | undefined;
    if (!items) return schema['type'] === undefined ? [] : [`${path}[]`];
    return value.flatMap((one, index) => walk(root, items, one, `${path}[${index}]`));
  }
  if (typeof value !== 'object') return [];
  const properties = schema['properties'] as Record<string, Json> | undefined;
  const rest = schema['additionalProperties'];
  // `z.unknown()`: declared as anything.
  if (!properties && rest === undefined) return schema['type'] === undefined ? [] : [path];
  return Object.entries(value).flatMap(([name, one]) => {
    const known = properties?.[name];
    if (known) return walk(root, known, one, `${path}.${name}`);
    return typeof rest === 'object' && rest !== null ? walk(root, rest as Json, one, `${path}.${name}`) : [`${path}.${name}`];
  });
}

function refOf(root: Json, ref: string): Json {
  if (ref === '#') return root;
  const found = ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, part) => (node as Json | undefined)?.[part], root);
  return found as Json;
}
