/** Checks that every process of Tempo and every collector starts with its configuration, and that the parts of Tempo fit together by it. */
import type { Check } from '../check';
import { checkArguments } from './arguments';
import { checkChoices } from './choices';
import { checkCollectors } from './collector/collector';
import { checkCommands, checkMicroservices } from './command';
import { checkDurations } from './durations';
import { checkFields } from './fields';
import { checkConfigurationFiles } from './files/configuration-file';
import { checkDisks } from './files/disk';
import { checkNamedFiles } from './files/named-files';
import { checkGenerator } from './generator/generator';
import { checkKafka } from './kafka';
import { checkListeners } from './listeners';
import { checkMembers } from './members/members';
import { checkPartitions } from './partitions';
import { checkPathPrefix } from './path-prefix';
import { checkTargets } from './processes';
import { checkProcessors } from './processors';
import { checkReceiverOptions } from './receiver-options';
import { checkReplicas } from './replicas';
import { CONFIGURATION_RULES } from './rules';
import { checkSize } from './size';
import { checkTenantLimits } from './tenant-limits';
import { checkTenants } from './tenants';

export const configuration: Check = {
  rules: CONFIGURATION_RULES,
  run: ({ world, lookup, tempos, collectors }) => {
    const fields = tempos.map((tempo) => checkFields(tempo, world));
    // Of manifests of other authors, nothing is promised.
    const unknown = [...new Set(fields.flatMap(({ notProven }) => notProven))];
    return {
      findings: [
        ...fields.flatMap(({ findings }) => findings),
        ...tempos.flatMap((tempo) => [
          ...checkDurations(tempo),
          ...checkChoices(tempo, world),
          ...checkListeners(tempo),
          ...checkArguments(tempo),
          ...checkCommands(tempo),
          ...checkMicroservices(tempo, world),
          ...checkReplicas(tempo, world),
          ...checkSize(tempo, world),
          ...checkPartitions(tempo),
          ...checkKafka(tempo, world),
          ...checkTenants(tempo),
          ...checkTenantLimits(tempo, world),
          ...checkPathPrefix(tempo),
          ...checkProcessors(tempo),
          ...checkGenerator(tempo, world),
          ...checkReceiverOptions(tempo, world),
          ...checkNamedFiles(tempo, lookup),
          ...checkDisks(tempo, world),
          ...checkTargets(tempo, world),
          ...checkMembers(tempo),
        ]),
        ...checkConfigurationFiles(lookup, tempos),
        ...checkCollectors(collectors, world, lookup),
      ],
      judged: fields.reduce((sum, { judged }) => sum + judged, 0),
      ...(world.isOurs ? { notProven: unknown } : { notJudged: unknown }),
    };
  },
};
