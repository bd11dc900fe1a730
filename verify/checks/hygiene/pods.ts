/** Finds invalid names and missing versions of images, and missing requests and probes of pods. */

import { error, type Finding, note, warning } from '../../../lib/findings/finding';
import { invalidName } from '../../../lib/images/invalid-name';
import { at, isMap, mapAt } from '../../../lib/yaml/parsed';
import { aboutObject, type Container, isCustom, type Pod } from '../../world/kubernetes';
import { HYGIENE_RULES } from './rules';

const aboutContainer = ({ placed }: Pod, { name }: Container) => ({ ...aboutObject(placed.object), part: `container ${name}` });

/** @param isRequired whether an image that is not pinned is an error instead of a warning */
export const images = (pod: Pod, isRequired: boolean): Finding[] =>
  pod.containers.flatMap((container) => {
    const about = aboutContainer(pod, container);
    const invalid = invalidName(container.image.trim());
    if (invalid !== undefined) {
      const mistake = `image ${container.image} has an invalid name, so the pod does not start: ${invalid}`;
      return [error(pod.placed.place, HYGIENE_RULES.says('invalid-image', mistake, 'correct it'), about)];
    }
    const problem = imageProblem(container.image);
    // A controller may add the image to the pods of its own kinds.
    if (problem === undefined || (container.image === '' && isCustom(pod.placed.object))) return [];
    const statement = HYGIENE_RULES.says('unpinned-image', problem, 'pin a version');
    return [(isRequired ? error : warning)(pod.placed.place, statement, about)];
  });

function imageProblem(image: string): string | undefined {
  if (image === '') return 'has no image';
  if (image.includes('@sha256:')) return undefined;
  const [, tag] = /:([\w][\w.-]*)(?:@|$)/.exec(image.slice(image.lastIndexOf('/') + 1)) ?? [];
  if (tag === undefined) return `image ${image} has no tag`;
  return tag === 'latest' ? `image ${image} is not pinned, because the tag latest changes` : undefined;
}

/** Only notes, because the right values depend on the cluster. */
export const omissions = (pod: Pod): Finding[] =>
  (isCustom(pod.placed.object) ? [] : pod.containers)
    .filter(({ isInit }) => !isInit)
    .flatMap((container) => {
      const { source } = container;
      const isPermanent = !['Job', 'CronJob'].includes(pod.placed.object.kind);
      const lacks = [
        Object.keys(mapAt(source, 'resources', 'requests')).length === 0 && HYGIENE_RULES.says('no-requests', 'has no resource requests'),
        isPermanent && !isMap(at(source, 'readinessProbe')) && HYGIENE_RULES.says('no-readiness-probe', 'has no readiness probe'),
        isPermanent && !isMap(at(source, 'livenessProbe')) && HYGIENE_RULES.says('no-liveness-probe', 'has no liveness probe'),
      ];
      return lacks.flatMap((statement) => (statement ? [note(pod.placed.place, statement, aboutContainer(pod, container))] : []));
    });
