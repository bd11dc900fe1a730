import type { S3Server } from './server';

export const cephRgw: S3Server = {
  title: 'Ceph Object Gateway',
  admin: '`radosgw-admin`',
  rclone: 'Ceph',
  pathStyle: {
    says: 'The bucket is in the path of a request, unless `rgw_dns_name` and a wildcard in DNS are set up',
    source: 'https://docs.ceph.com/en/latest/radosgw/s3/commons/#bucket-and-host-name',
  },
  encryptionNeeds: {
    says: 'SSE-S3 needs Vault; SSE-KMS needs Vault, Barbican or KMIP',
    source: 'https://docs.ceph.com/en/latest/radosgw/encryption/',
    requirement: 'a key management system of the Ceph Object Gateway, for the encryption',
  },
  encryptionNeedsTls: {
    says: 'Requests for encryption must come by HTTPS',
    source: 'https://docs.ceph.com/en/latest/radosgw/encryption/',
  },
  further: [
    {
      says: 'A LocationConstraint that is not the api_name of a zone group is refused, so buckets are created without one',
      source: 'https://github.com/apache/cloudstack/issues/12130',
    },
    {
      says: 'A bucket belongs to the user that creates it; a bucket policy admits another one',
      source: 'https://docs.ceph.com/en/latest/radosgw/bucketpolicy/',
    },
    { says: 'Object tagging is supported', source: 'https://docs.ceph.com/en/latest/radosgw/s3/#features-support' },
  ],
};
