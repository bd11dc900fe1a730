/** What cluster files add to the maps of their bases. */
import * as yaml from 'yaml';
import type { ClusterSource } from '../lib/cluster-file/sources';
import type { Finding } from '../lib/findings/finding';
import type { ClusterOutput } from './cluster-output';

type About = Pick<ClusterOutput, 'findings'>;

/**
 * Whether an error about a map is due to what the cluster file adds to it: without that, the bases alone have neither this error nor
 * another one.
 * @param output the output with the error @param outputOf computes the output of another text
 */
export function isOfAddition(error: Finding, source: ClusterSource, output: About, outputOf: (source: ClusterSource) => About): boolean {
  const text = withoutMap(source.text, (error.subject ?? '').split('.'));
  if (text === undefined) return false;
  const known = new Set(errorsIn(output));
  const left = errorsIn(outputOf({ ...source, text }));
  return !left.includes(identityOf(error)) && left.every((each) => known.has(each));
}

const errorsIn = ({ findings }: About): string[] => findings.filter(({ severity }) => severity === 'error').map(identityOf);

/** Not the lines in its text, which another text has elsewhere. */
const identityOf = ({ rule, subject }: Finding): string => JSON.stringify([rule, subject]);

/** The text without the map at `path`, or else the nearest one around it; undefined if it has none, or if an alias needs it. */
function withoutMap(text: string, path: readonly string[]): string | undefined {
  const document = yaml.parseDocument(text);
  const length = path.findLastIndex((_, index) => document.hasIn(path.slice(0, index + 1))) + 1;
  if (length === 0) return undefined;
  try {
    document.deleteIn(path.slice(0, length));
    return document.toString();
  } catch {
    return undefined;
  }
}
