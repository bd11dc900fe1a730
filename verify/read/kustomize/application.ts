/** A source of an Application that is a kustomization. */
import { placeText } from '../../../lib/findings/sentence';
import { textAt } from '../../../lib/yaml/parsed';
import type { Application, ApplicationSource } from '../../stack';
import { isClusterKind } from '../../world/kubernetes';
import type { Contents } from '../contents';
import { placedIn } from '../files';
import type { Built } from './kustomize';

/** The output in the namespace of the Application. Its own settings of kustomize, other than a namespace, are not applied. */
export function contentsOfBuild(
  { name, destination, place }: Application,
  { kustomize = {}, path }: ApplicationSource,
  built: Built,
): Partial<Contents> {
  const forced = textAt(kustomize, 'namespace') || undefined;
  const others = Object.keys(kustomize).filter((key) => !['namespace', 'version'].includes(key));
  return {
    files: new Set([built.file]),
    objects: placedIn(built.file).map((placed) => ({
      ...placed,
      ...(!isClusterKind(placed.object) && { namespace: forced ?? placed.namespace ?? destination.namespace }),
      application: name,
    })),
    installations: built.charts.installations.map((each) => ({
      ...each,
      namespace: forced ?? (each.namespace || destination.namespace),
      application: name,
    })),
    findings: built.charts.findings,
    notJudged: [
      ...built.charts.notJudged,
      ...(others.length > 0 ? [`${placeText(place)}: kustomize.${others.join(', ')} for ${path}`] : []),
    ],
    named: built.charts.named,
  };
}
