/** The version of the program that a chart ships. */
import { podsOf } from '../../../verify/world/kubernetes';
import { versionOfImage } from '../../../verify/world/tempo';
import { type Sighting, sighting, type View } from './fact';

/**
 * @param fact the name of the fact
 * @param image the end of its name: `grafana/tempo`
 */
export function imagesOf(fact: string, predicted: string, image: string, { release }: View): Sighting[] {
  return release.objects.flatMap((placed) =>
    podsOf(placed).flatMap(({ containers }) =>
      containers
        .filter(({ image: full }) => new RegExp(`(^|/)${image}[:@]`).test(full))
        .map((container) =>
          sighting(
            fact,
            predicted,
            versionOfImage(container.image) ?? container.image,
            `${placed.object.kind} ${placed.object.metadata.name}, image`,
          ),
        ),
    ),
  );
}
