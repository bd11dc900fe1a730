import type { S3Server } from './server';

export const aws: S3Server = {
  title: 'Amazon S3',
  admin: 'IAM',
  rclone: 'AWS',
  hasOwnEndpoint: true,
  bucketNames: {
    says: 'A bucket name does not start with xn--, sthree- or amzn-s3-demo-, nor end with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    refused: /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/,
    problem: 'has a prefix or suffix that Amazon S3 reserves',
    fix: 'use another name',
  },
  further: [
    {
      says: 'A bucket name is unique among all accounts of a partition, so `BucketAlreadyExists` means that somebody else has it',
      source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    },
    {
      says: 'The region of a new bucket must be named as its LocationConstraint, except us-east-1',
      source: 'https://github.com/velero-io/velero/issues/284',
    },
    {
      says: 'Pods reach the role of their node only if the hop limit of its metadata service is 2',
      source: 'https://github.com/kubernetes/kops/pull/10702',
    },
  ],
};
