/** What is wrong in a cluster file besides mistakes for which its schema refuses it. */
import type { Corrections } from '../lib/cluster-file/corrections';
import type { Finding } from '../lib/findings/finding';
import type { ClusterFile } from './cluster-file';

/**
 * The errors and warnings that stay however the mistakes are corrected. None of them is about a key with a mistake. If judging a
 * corrected file fails, the result is empty, so that the mistakes themselves are reported.
 * @param judge all findings about a cluster file, with the reasons of its acceptances
 */
export function besideMistakes(corrections: Corrections<ClusterFile>, judge: Judge): readonly Finding[] {
  try {
    return commonOf(corrections, judge);
  } catch {
    return [];
  }
}

type Judge = (config: ClusterFile) => readonly Finding[];

function commonOf({ configs, keys }: Corrections<ClusterFile>, judge: Judge): readonly Finding[] {
  const [first, ...others] = configs;
  // An acceptance with a mistake may accept anything.
  if (!first || keys.some((key) => isWithin(key, 'accept'))) return [];
  const isElsewhere = ({ subject = '' }: Finding) => !keys.some((key) => isWithin(subject, key));
  let common = judge(first).filter((finding) => finding.severity !== 'note' && isElsewhere(finding));
  for (const config of others) {
    if (common.length === 0) break;
    const same = new Set(judge(config).map(identityOf));
    common = common.filter((finding) => same.has(identityOf(finding)));
  }
  return common;
}

const isWithin = (key: string, parent: string): boolean => key === parent || key.startsWith(`${parent}.`);

const identityOf = ({ rule, severity, subject, place, problem, fix, accepted }: Finding): string =>
  JSON.stringify([rule, severity, subject, place, problem, fix, accepted]);
