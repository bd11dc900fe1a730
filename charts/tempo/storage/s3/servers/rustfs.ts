import type { S3Server } from './server';

export const rustfs: S3Server = {
  title: 'RustFS',
  admin: '`mc admin`',
  rclone: 'Other',
  pathStyle: {
    says: 'The bucket is in the path of a request, unless `RUSTFS_SERVER_DOMAINS` is set',
    source: 'https://docs.rustfs.com/en/integration/virtual',
  },
  minioAdmin: {
    says: 'The admin API of MinIO is an alias of its own, with users and policies',
    source: 'https://github.com/rustfs/rustfs/blob/main/docs/architecture/minio-rustfs-router-compatibility.md',
  },
  further: [
    {
      says: 'Releases up to 1.0.0-alpha.81 answer `mc admin policy` with NotImplemented',
      source: 'https://github.com/rustfs/cli/issues/6',
    },
    {
      says: 'Tagging, conditional reads and multipart uploads are tested; objects that MinIO encrypted cannot be read',
      source: 'https://github.com/rustfs/rustfs/blob/main/docs/architecture/s3-compatibility-matrix.md',
    },
  ],
};
