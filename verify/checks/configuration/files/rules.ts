/** Files and folders that Tempo's processes need. */
import type { Rule } from '../../../../lib/findings/rules';

export const FILE_RULES = {
  'no-configuration': {
    proves: 'every container with the image of Tempo finds its configuration',
    example:
      'Deployment tempo-querier (container querier): -config.file is /conf/tempo.yml, but volume config has tempo.yaml there, so Tempo does not start; use /conf/tempo.yaml',
    wayOut: 'Correct -config.file, or mount the ConfigMap with the configuration there',
  },
  'missing-file': {
    proves: 'each process finds the files that its configuration names',
    example:
      'Deployment tempo-querier (container querier): storage.trace.s3.tls_ca_path is /etc/ca/ca.crt, where no volume is mounted, so Tempo does not start; mount it there, or correct the path',
    wayOut: 'Mount the file in every process, or correct the path in the configuration',
  },
  'read-only-disk': {
    proves: 'each process can write where its configuration keeps data',
    example:
      'StatefulSet tempo-ingester (container ingester): cannot write to /var/tempo/wal, which is storage.trace.wal.path, because its root filesystem is read-only, and no volume is mounted there, so Tempo does not start; mount a volume there',
    wayOut: 'Mount a writable volume there',
  },
  'unused-claim': {
    proves: 'each volumeClaimTemplate of Tempo is mounted where Tempo keeps the traces that are not in the storage yet',
    example: 'StatefulSet tempo: makes the claim storage, which no container mounts, so nothing is kept there; mount it',
    wayOut: 'Mount the claim, or remove it',
  },
  'unusable-claim': {
    proves: 'each claim that a container writes to can be written and mounted',
    example: 'StatefulSet tempo: the claim storage is a block device (volumeMode Block), which cannot be mounted; use Filesystem',
    wayOut: 'Use accessModes: [ReadWriteOnce] and volumeMode: Filesystem',
  },
} as const satisfies Record<string, Rule>;
