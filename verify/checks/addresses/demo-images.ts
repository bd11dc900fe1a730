/** Checks that the demo has the images of its release. */
import { emojivoto } from '../../../charts/emojivoto/release';
import { ImageMirrors } from '../../../charts/registry/image-mirrors';
import { error, type Finding } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { entryOf } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { ADDRESSES_RULES } from './rules';

/** The image of each Deployment, by the last part of its name. The bot has that of the web server. */
const IMAGE_OF: Readonly<Record<string, string>> = {
  web: 'emojivoto-web',
  'vote-bot': 'emojivoto-web',
  emoji: 'emojivoto-emoji-svc',
  voting: 'emojivoto-voting-svc',
};

/** The registry in its manifests has moved, so each image has to be replaced. */
export function checkDemoImages({ isOurs, declared }: World, { pods }: Lookup): Finding[] {
  if (!isOurs) return [];
  const mirrors = new ImageMirrors(declared.registry);
  const images = emojivoto.images.map((each) => mirrors.image(each.split('=')[1] ?? ''));
  return pods.flatMap(({ placed: { object, namespace, place, rendered }, containers: [first] }) => {
    const name = entryOf(IMAGE_OF, object.metadata.name);
    const expected = images.find((image) => image.includes(`/${name}:`));
    if (!rendered || namespace !== emojivoto.namespace || !first || !expected || first.image === expected) return [];
    const problem = `has image ${first.image} instead of ${expected}, where its images are`;
    return [error(place, ADDRESSES_RULES.says('demo-image', problem, RUN_SYNTH), aboutObject(object))];
  });
}
