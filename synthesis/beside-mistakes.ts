/** What is wrong in a cluster file besides mistakes for which its schema refuses it. */
import type { ClusterFile } from '../charts/cluster-file';
import { CLUSTER_FILE_RULES } from '../lib/cluster-file/rules';
import { START } from '../lib/cluster-file/syntax/node';
import type { Corrections } from '../lib/cluster-file/validation/corrections';
import { type Finding, note, saidBy } from '../lib/findings/finding';

/** How much may still be done: the number of files to judge, which all files with mistakes share. */
export interface Effort {
  left: number;
}

export interface Mistaken {
  /** All findings about a cluster file, with the reasons of its acceptances. */
  readonly judge: Judge;
  readonly effort: Effort;
  /** The path of the file with the mistakes, as shown in messages. */
  readonly file: string;
}

/**
 * The errors and warnings that stay however the mistakes are corrected. None of them is about a key with a mistake. If judging a
 * corrected file fails, the result is empty, so that the mistakes themselves are reported. Without any effort left, a note says it.
 */
export function besideMistakes(corrections: () => Corrections<ClusterFile>, { judge, effort, file }: Mistaken): readonly Finding[] {
  if (effort.left <= 0) return [note({ file, ...START }, NOT_SEARCHED, { subject: 'file' })];
  // Finding the corrections takes time too.
  effort.left--;
  const counted: Judge = (config) => {
    effort.left--;
    return judge(config);
  };
  try {
    return commonOf(corrections(), counted);
  } catch {
    return [];
  }
}

const NOT_SEARCHED = CLUSTER_FILE_RULES.says(
  'not-searched',
  'has mistakes, so the rest of it was not checked',
  'correct the mistakes, and run the command again',
);

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

const identityOf = (finding: Finding): string => JSON.stringify([finding.place, ...saidBy(finding)]);
