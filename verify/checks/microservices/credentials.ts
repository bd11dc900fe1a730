/** Checks the credentials that only some processes of Tempo use: that these read them from the right key, and that no other has them. */
import { targetName, type Workload } from '../../../charts/tempo/names/workloads';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { isMonolithic, type Reader, type RunningTempo, targetOf } from '../../world/tempo';
import { MICROSERVICES_RULES } from './rules';

export function checkCredentials({ readers }: RunningTempo, { declared: { credentials = [] } }: World): Finding[] {
  return readers.flatMap((reader) =>
    credentials.flatMap(({ by, variables }) =>
      variables.flatMap((variable) => {
        const found = reader.container.env.filter(({ name }) => name === variable.name);
        if (found.length === 0) return [];
        const statement = isUsedBy(by, reader) ? otherSource(variable, found.at(-1)) : unused(variable.name, by);
        return statement ? [said(reader, statement)] : [];
      }),
    ),
  );
}

const isUsedBy = (workloads: readonly Workload[], reader: Reader): boolean =>
  isMonolithic(reader) || workloads.some((workload) => targetName(workload) === targetOf(reader));

const said = ({ pod: { placed }, container }: Reader, statement: Statement): Finding =>
  error(placed.place, statement, { ...aboutObject(placed.object), part: `container ${container.name}` });

function unused(name: string, by: readonly Workload[]): Statement {
  const only = `only the ${listed(by.map(targetName))} ${by.length > 1 ? 'use' : 'uses'}`;
  const fix = by.length > 1 ? 'set it only for those microservices' : 'set it only for that microservice';
  return MICROSERVICES_RULES.says('unused-credentials', `has ${name}, which ${only}`, fix);
}

type Declared = NonNullable<World['declared']['credentials']>[number]['variables'][number];

function otherSource({ name, valueFrom: { secretKeyRef } }: Declared, found?: Reader['container']['env'][number]): Statement | undefined {
  const { from } = found ?? {};
  // A variable without a source is reported as one that lacks.
  if (!found || (!from && !found.value)) return undefined;
  if (from?.kind === 'Secret' && from.name === secretKeyRef.name && from.key === secretKeyRef.key) return undefined;
  const source = from ? `from key ${from.key} of ${from.kind} ${from.name}` : 'set in plain text';
  const problem = `${name} is ${source}, but the cluster file has key ${secretKeyRef.key} of Secret ${secretKeyRef.name}`;
  return MICROSERVICES_RULES.says('other-credentials', problem, RUN_SYNTH);
}
