/** The list of accepted findings, in a cluster file and in tempo-gitops.accept.yaml. */
import * as z from 'zod';
import type { Acceptance } from '../findings/accept/accept';
import type { Path } from '../yaml/parsed';
import type { Findings } from './findings';
import { line, ruleName } from './formats/texts';
import { lazyObject } from './schema/lazy';

export const acceptanceList = z.array(
  lazyObject(() => ({
    rule: ruleName('addresses/no-such-port').describe('The rule, as the finding or `npm run rules` names it'),
    object: line('Deployment tempo-querier')
      .optional()
      .describe('What the finding is about: an object, a part, a file or a key; default everything'),
    reason: line('fixed with the next release').describe('Why it is accepted; shown in every report'),
  })),
);

/** @param path where the list is in the document */
export const acceptancesAt = (list: z.infer<typeof acceptanceList>, path: Path, findings: Findings): Acceptance[] =>
  list.map((item, index) => ({ ...item, place: findings.placeOf([...path, index, 'rule']) }));
