/** `tempo.storage` of the cluster file. */
import * as z from 'zod';
import { shortOrNamed } from '../../../lib/cluster-file/forms';
import { BACKENDS, type BackendName, UNNAMED } from './backends';

/** Each backend by its name. */
type Named = { readonly [Name in BackendName]: z.ZodOptional<(typeof BACKENDS)[Name]['schema']> };

const named = Object.fromEntries(
  Object.entries(BACKENDS).map(([name, { title, schema }]) => [
    name,
    schema.optional().describe(name === UNNAMED ? `${title}; its keys may also be written without this name` : title),
  ]),
) as Named;

export const storageConfig = shortOrNamed(BACKENDS[UNNAMED].schema, z.strictObject(named)).describe('Where Tempo keeps its traces');

/** As it is written. */
export type StorageFile = z.infer<typeof storageConfig>;
