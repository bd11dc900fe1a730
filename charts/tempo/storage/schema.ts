/** `tempo.storage` of the cluster file. */
import * as z from 'zod';
import { shortOrNamed } from '../../../lib/cluster-file/forms';
import { BACKENDS, type BackendName, UNNAMED } from './backends';

/** The backends by name. */
type Named = { readonly [Name in BackendName]: z.ZodOptional<(typeof BACKENDS)[Name]['schema']> };

const named = Object.fromEntries(
  Object.entries(BACKENDS).map(([name, { title, schema }]) => [
    name,
    schema.optional().describe(name === UNNAMED ? `${title}; its keys can also be set without this name` : title),
  ]),
) as Named;

export const storageConfig = shortOrNamed(BACKENDS[UNNAMED].schema, z.strictObject(named)).describe('Where Tempo stores traces');

/** The parsed value, in either form. */
export type StorageFile = z.infer<typeof storageConfig>;
