/** Notes on texts that a list has twice. Every list of texts in the schema is a set. */
import * as z from 'zod';
import { isMap, type Path } from '../../yaml/parsed';
import type { Findings } from '../findings';
import { CLUSTER_FILE_RULES } from '../rules';
import { schemaAt } from '../schema/schema-at';

/** @param data what the schema has checked */
export function noteRepeatedItems(schema: z.ZodType, data: unknown, findings: Findings, path: Path = []): void {
  if (isMap(data)) {
    for (const [key, value] of Object.entries(data)) noteRepeatedItems(schema, value, findings, [...path, key]);
    return;
  }
  if (!Array.isArray(data)) return;
  const known = new Set<string>();
  for (const [index, item] of data.entries()) {
    const own = [...path, index];
    if (typeof item !== 'string') noteRepeatedItems(schema, item, findings, own);
    else if (!known.has(item)) known.add(item);
    // Lists in values may repeat.
    else if (schemaAt(schema, path) instanceof z.ZodArray)
      findings.note(own, CLUSTER_FILE_RULES.says('repeated-item', `${item} is in the list already`, 'remove one of them'));
  }
}
