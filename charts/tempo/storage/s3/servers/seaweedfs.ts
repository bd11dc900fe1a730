import type { S3Server } from './server';

const NAMES = 'https://github.com/seaweedfs/seaweedfs/blob/master/weed/s3api/s3bucket/s3api_bucket.go';

export const seaweedfs: S3Server = {
  title: 'SeaweedFS',
  admin: '`weed shell`',
  rclone: 'SeaweedFS',
  pathStyle: {
    says: 'The bucket is in the path of a request, unless `-s3.domainName` is set',
    source: 'https://github.com/seaweedfs/seaweedfs/blob/master/weed/command/s3.go',
  },
  bucketNames: {
    says: 'The bucket name filemeta is reserved, and so are the prefix xn-- and the suffix -s3alias',
    source: NAMES,
    refused: /^filemeta$|^xn--|-s3alias$/,
    problem: 'is a name that SeaweedFS reserves',
    fix: 'use another name',
  },
  further: [
    {
      says: "Grafana's documentation of Tempo recommends it for local tests, and names it not fully tested",
      source: 'https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/',
    },
    {
      says: 'Each bucket takes several volumes of up to 30 GB: a small disk needs a smaller `-volumeSizeLimitMB`',
      source: 'https://github.com/seaweedfs/seaweedfs/wiki/Amazon-S3-API',
    },
    {
      says: 'An identity has actions for a bucket: Read, Write, List, Tagging, Admin',
      source: 'https://github.com/seaweedfs/seaweedfs/blob/master/weed/shell/command_s3_configure.go',
    },
  ],
};
