/** The fields of each changed object, as lines of a diff. */
import { dump } from 'js-yaml';
import { counted } from '../verify/report/tally';
import { Hidden } from './data';
import type { Detail } from './document';
import type { FieldChange } from './fields';
import type { ObjectChange } from './objects';

export const isGenerated = ({ change, fields }: ObjectChange): boolean =>
  change === 'changed' && fields.every((field) => field.isGenerated);

/** The objects with fields to read, in order; those with only generated changes are left out. */
export const detailsOf = (objects: readonly ObjectChange[]): Detail[] =>
  objects
    .filter(({ fields }) => fields.some((field) => !field.isGenerated))
    .map((object) => {
      const fields = object.fields.filter((field) => !field.isGenerated);
      const generated = object.fields.length - fields.length;
      const lines = [...fields.flatMap(fieldLines), ...(generated > 0 ? [`  (and ${counted(generated, 'generated field')})`] : [])];
      return { title: `${titleOf(object)}: ${counted(fields.length, 'field')}`, lines };
    });

/** `Deployment tracing/tempo-querier`, `Job minio-b (was minio-a)` */
export function titleOf({ kind, namespace, name, from }: ObjectChange): string {
  return `${kind} ${[namespace, name].filter(Boolean).join('/')}${from ? ` (was ${from})` : ''}`;
}

function fieldLines({ path, before, after }: FieldChange): string[] {
  return [`  ${path}`, ...valueLines('-', before), ...valueLines('+', after)];
}

const valueLines = (sign: '+' | '-', value: unknown): string[] =>
  value === undefined
    ? []
    : textOf(value)
        .split('\n')
        .map((line) => `${sign}   ${line}`);

function textOf(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : value.trimEnd();
  if (value instanceof Hidden) return value.toJSON();
  return typeof value === 'object' && value !== null ? dump(JSON.parse(JSON.stringify(value)), { lineWidth: -1 }).trimEnd() : String(value);
}
