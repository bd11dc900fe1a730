/** What a person does for a change: before the merge and after it. */
import type { Finding } from '../lib/findings/finding';
import { sentence } from '../lib/findings/sentence';
import type { Block, Item } from './document';

/** The steps of a change, and what it only tells. */
export interface Steps {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
  /** What nobody has to do anything about. */
  readonly remarks: readonly Item[];
}

/**
 * @param findings those about the change, without the restarts, in the order of an administrator
 * @param others further steps
 */
export function stepsOf(findings: readonly Finding[], others: readonly Item[]): Steps {
  const isRemark = ({ fix = '', commands = [] }: Finding) => commands.length === 0 && !/\bmerge\b/.test(fix);
  const asked = findings.filter((finding) => finding.severity === 'note' || !isRemark(finding));
  const items = [
    ...asked.filter((finding) => !isRemark(finding)).map((finding) => ({ text: sentence(finding), commands: finding.commands })),
    ...others,
  ];
  return {
    before: items.filter(isBefore),
    after: items.filter((item) => !isBefore(item)),
    remarks: asked.filter(isRemark).map((finding) => ({ text: sentence(finding) })),
  };
}

/** A step with commands for both is begun before the merge. */
const isBefore = ({ text, commands = [] }: Item): boolean => /before the merge/.test([text, ...commands].join('\n'));

export const stepBlocks = ({ before, after }: Steps): Block[] => [
  ...numbered('Before the merge', before),
  ...numbered('After the merge', after),
];

const numbered = (heading: string, items: readonly Item[]): Block[] =>
  items.length === 0
    ? []
    : [
        { heading, level: 3 },
        { items, numbered: true },
      ];
