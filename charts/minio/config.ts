/** MinIO's part of the cluster file: how bucket, user and policy are created. */
import { namespace, objectName } from '../../lib/cluster-file/formats/kubernetes';
import { exactlyOne } from '../../lib/cluster-file/schema/alternatives';
import { lazyDescription, lazyObject } from '../../lib/cluster-file/schema/lazy';
import { ADMIN_NAMESPACE } from '../bucket/config';
import { distributedReleases } from '../tempo/releases';

export const minioConfig = exactlyOne(
  lazyObject(() => ({
    adminSecret: objectName('minio-admin')
      .optional()
      .describe('A Secret with rootUser and rootPassword of the MinIO server, in `namespace`; an alternative to bundled'),
    namespace: namespace(ADMIN_NAMESPACE)
      .default(ADMIN_NAMESPACE)
      .describe('The namespace of that Secret and of the Job. It must not be that of Tempo, because it contains root credentials'),
    bundled: lazyObject(() => ({
      existingSecret: objectName('tempo-minio-root').describe(
        'A Secret in the namespace of Tempo with its root credentials, each without white space, and not beginning with a hyphen',
      ),
    }))
      .optional()
      .meta(
        lazyDescription(
          () =>
            `The MinIO of the chart tempo-distributed before ${distributedReleases.first(({ minio }) => minio === undefined)}; without tempo.storage and tempo.credentials; an alternative to adminSecret`,
        ),
      ),
  })),
  'adminSecret',
  'bundled',
);

/** Whether the chart of Tempo has a MinIO, so that `bundled` is possible. @param tempo its part of the cluster file, unchecked */
export const chartHasMinio = ({ chart }: { readonly chart?: unknown }): boolean =>
  typeof chart === 'string' && distributedReleases.find(chart).release?.minio !== undefined;
