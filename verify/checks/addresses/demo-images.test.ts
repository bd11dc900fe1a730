/** The images of the demo. */
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { Lookup } from '../../world/lookup';
import { checkDemoImages } from './demo-images';

const said = (image: string, { namespace = 'emojivoto', isOurs = true } = {}) => {
  const deployment = {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'vote-bot', namespace } },
    spec: { template: { spec: { containers: [{ name: 'vote-bot', image }] } } },
  };
  const { world } = worldOf(JSON.stringify(deployment), { isOurs });
  const rendered = { ...world, objects: world.objects.map((placed) => ({ ...placed, rendered: true })) };
  return checkDemoImages(rendered, new Lookup(rendered)).map(sentence);
};

test('those of its release, and those of other authors', () => {
  expect(said('ghcr.io/buoyantio/emojivoto-web:v11')).toEqual([]);
  expect(said('docker.l5d.io/buoyantio/emojivoto-web:v11', { isOurs: false })).toEqual([]);
  expect(said('bot:1', { namespace: 'shop' })).toEqual([]);
});

test.each([
  'docker.l5d.io/buoyantio/emojivoto-web:v11',
  'ghcr.io/buoyantio/emojivoto-web:v12',
  'ghcr.io/buoyantio/emojivoto-emoji-svc:v11',
])('%s', (image) => {
  expect(said(image)).toEqual([
    `Deployment vote-bot: has image ${image} instead of ghcr.io/buoyantio/emojivoto-web:v11, where its images are; run \`npm run synth\``,
  ]);
});
