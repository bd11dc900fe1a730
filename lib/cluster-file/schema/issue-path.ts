/** Where an issue of zod is. The data is YAML, so its keys are texts and numbers, and never symbols. */
import type * as z from 'zod';
import type { Path } from '../../yaml/parsed';

export const pathOf = ({ path }: Pick<z.core.$ZodIssue, 'path'>): Path => path as Path;
