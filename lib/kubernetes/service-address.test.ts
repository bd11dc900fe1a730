import { shortAddress } from './service-address';

test.each([
  ['minio.storage.svc.cluster.local:9000', 'minio.storage:9000'],
  ['minio.storage.svc:9000', 'minio.storage:9000'],
  ['minio.storage.svc', 'minio.storage'],
  ['Minio.storage.svc.cluster.local.', 'minio.storage'],
  ['minio.storage:9000', 'minio.storage:9000'],
  ['s3.example.org:9000', 's3.example.org:9000'],
  ['a.b.c.svc', 'a.b.c.svc'],
])('%s is %s', (address, short) => {
  expect(shortAddress(address)).toBe(short);
});
