/**
 * The values of Traefik's chart with another name in later releases, which do not render with the old one: by its templates, and from
 * 38.0.0 by its schema. Rendered with each old name, 33.0.0 to 41.3.0.
 */
import { ANY } from '../../metadata/values';

export interface RenamedValue {
  readonly now: string;
  /** What is different below it. */
  readonly with?: string;
}

/** By the old paths. */
export type RenamedValues = Readonly<Record<string, RenamedValue>>;

/** Whether it fails with an old name that has nothing too: its schema refuses that, its templates do not read it. */
interface Facts {
  readonly renamed: RenamedValues;
  readonly refusesEmpty?: boolean;
}

type Row = readonly [since: string, facts: Facts];

const PORT = `ports.${ANY}`;
const RESOLVERS: RenamedValues = { certResolvers: { now: 'certificatesResolvers' } };
const redirection = (now: string): RenamedValues => ({ [`${PORT}.redirectTo`]: { now, with: 'to instead of port' } });
const FROM_39: RenamedValues = {
  ...RESOLVERS,
  ...redirection(`${PORT}.http.redirections.entryPoint`),
  ...Object.fromEntries(['redirections', 'middlewares', 'tls'].map((field) => [`${PORT}.${field}`, { now: `${PORT}.http.${field}` }])),
  globalArguments: { now: 'additionalArguments' },
};
const OLD_LOG: RenamedValues = { 'logs.access': { now: 'accessLog', with: 'fields instead of fields.general' } };
const NEW_LOG: RenamedValues = {
  accessLog: { now: 'logs.access', with: 'fields.general instead of fields for fields that are not headers' },
};

export const TRAEFIK_RENAMED: readonly Row[] = [
  ['33.0.0', { renamed: RESOLVERS }],
  ['34.0.0', { renamed: { ...RESOLVERS, ...redirection(`${PORT}.redirections.entryPoint`) } }],
  ['39.0.0', { renamed: { ...FROM_39, ...NEW_LOG }, refusesEmpty: true }],
  ['41.0.0', { renamed: { ...FROM_39, ...OLD_LOG, 'logs.general': { now: 'log' } } }],
];
