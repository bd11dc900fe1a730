/** What Tempo's own S3 client asks of every server. */
import type { Fact } from './server';

export const CLIENT: readonly Fact[] = [
  {
    says: 'Needs list, get, put and delete of objects; tagging only with its setting `tags`',
    source: 'https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/',
  },
  {
    says: 'Sends no conditional writes, and compares ETags only for overrides that are set through its API',
    source: 'https://github.com/grafana/tempo/blob/v3.0.3/tempodb/backend/s3/s3.go',
  },
  {
    says: 'Hedges no requests, unless `hedge_requests_at` is set',
    source: 'https://grafana.com/docs/tempo/latest/configuration/#storage',
  },
  {
    says: 'Puts the bucket in the path for every server but those of Amazon, Google and Alibaba, and for a name with a dot',
    source: 'https://github.com/minio/minio-go/blob/v7.0.91/pkg/s3utils/utils.go',
  },
  {
    says: 'Without a region, asks the server where the bucket is, and uses us-east-1 if it may not know',
    source: 'https://github.com/minio/minio-go/blob/v7.0.91/bucket-cache.go',
  },
  {
    says: 'A lifecycle rule that deletes incomplete uploads after a day is recommended',
    source: 'https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/',
  },
];
