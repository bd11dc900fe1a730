/** Checks that every process of Tempo starts with its configuration, and that the parts of Tempo fit together by it. */
import type { Check } from '../check';
import { checkArguments } from './arguments';
import { checkFields } from './fields';
import { checkPartitions } from './partitions';
import { checkPathPrefix } from './path-prefix';
import { checkProcessors } from './processors';
import { checkReplicas } from './replicas';
import { CONFIGURATION_RULES } from './rules';
import { checkTenants } from './tenants';

export const configuration: Check = {
  rules: CONFIGURATION_RULES,
  run: ({ world, tempos }) => {
    const fields = tempos.map((tempo) => checkFields(tempo, world));
    // Of manifests of other authors, nothing is promised.
    const unknown = [...new Set(fields.flatMap(({ notProven }) => notProven))];
    return {
      findings: [
        ...fields.flatMap(({ findings }) => findings),
        ...tempos.flatMap((tempo) => [
          ...checkArguments(tempo),
          ...checkReplicas(tempo, world),
          ...checkPartitions(tempo),
          ...checkProcessors(tempo, world),
          ...checkTenants(tempo),
          ...checkPathPrefix(tempo),
        ]),
      ],
      judged: fields.reduce((sum, { judged }) => sum + judged, 0),
      ...(world.isOurs ? { notProven: unknown } : { notJudged: unknown }),
    };
  },
};
