import { imageValue } from './image-values';

const TEMPO = { image: { registry: null, repository: 'grafana/tempo' } };
const GLOBAL = { image: { registry: 'docker.io' } };
const found = (values: object, image: string) => {
  const value = imageValue(values, image, 'mirror.example.org');
  return value && `${value.path.join('.')}: ${value.value}`;
};

test('an image of a part is named by the value of the part', () => {
  const values = { global: GLOBAL, tempo: TEMPO, distributor: { image: { registry: 'ghcr.io', repository: null } } };
  expect(found(values, 'ghcr.io/grafana/tempo:1')).toBe('distributor.image.registry: mirror.example.org');
});

test('another one by the value with its repository', () => {
  const values = { global: GLOBAL, tempo: TEMPO, minio: { mcImage: { repository: 'quay.io/minio/mc' } } };
  expect(found(values, 'docker.io/grafana/tempo:1')).toBe('tempo.image.registry: mirror.example.org');
  expect(found(values, 'quay.io/minio/mc:1')).toBe('minio.mcImage.repository: mirror.example.org/minio/mc');
  expect(found(values, 'quay.io/minio/other:1')).toBeUndefined();
});
