/** Secrets that go with the object that made them. */
import { type Finding, warning } from '../../../lib/findings/finding';
import { textAt } from '../../../lib/yaml/parsed';
import type { Placed } from '../../stack';
import { kubectl } from '../commands';
import { goneFrom } from '../objects';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

/**
 * External Secrets and Sealed Secrets own the Secrets that they make, so Kubernetes deletes these with them. The next owner refuses a
 * Secret that still has another one.
 */
export function secretChanges({ before, after, where }: Step): Finding[] {
  const made = goneFrom(before, after).flatMap((placed) => secretMadeBy(placed) ?? []);
  const needed = made.filter(({ namespace }) =>
    after.objects.some(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace),
  );
  const [first] = needed;
  if (!first) return [];
  const problem = `${first.owner} leaves the output, and Kubernetes deletes the Secret ${first.name} with it, so that new pods of Tempo do not start until it exists again`;
  const fix = 'right before the merge, take the Secret away from its owner';
  const patch = JSON.stringify([{ op: 'remove', path: '/metadata/ownerReferences' }]);
  const commands = needed.map(({ name, namespace }) => kubectl(namespace, 'patch', 'secret', name, '--type', 'json', '-p', patch));
  const statement = { ...CHANGE_RULES.says('secret', problem, fix), commands };
  return [warning(where(['tempo', 'credentials']), statement, { subject: 'tempo.credentials', name: first.name })];
}

function secretMadeBy({
  object,
  namespace,
}: Placed): { readonly owner: string; readonly name: string; readonly namespace?: string } | undefined {
  const { kind, metadata, spec } = object;
  if (kind === 'ExternalSecret') return { owner: kind, name: textAt(spec, 'target', 'name') ?? metadata.name, namespace };
  return kind === 'SealedSecret' ? { owner: kind, name: metadata.name, namespace } : undefined;
}
