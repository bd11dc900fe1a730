/** The images of the Jobs that create buckets. */

interface Image {
  readonly image: string;
  /** What it is used for. */
  readonly use: string;
  /** Where the tag, and the digest if there is one, can be found. */
  readonly source: string;
}

/** The newest available image. docker.io/minio/mc was removed in September 2026. */
export const MC: Image = {
  image: 'quay.io/minio/mc:RELEASE.2025-08-13T08-35-41Z',
  use: 'the Job of `minio:`; the last release that was published as an image',
  source: 'https://quay.io/repository/minio/mc?tab=tags',
};

/** The digest is that of the index of all platforms. */
export const RCLONE: Image = {
  image: 'docker.io/rclone/rclone:1.75.1@sha256:45401ad7410db1d67ffdb58e19059ad20b0d8e0285a60e38bbec55cc1019c7a5',
  use: 'the Job of `bucket:`; a plain S3 client',
  source: 'https://hub.docker.com/r/rclone/rclone/tags',
};

export const IMAGES: readonly Image[] = [MC, RCLONE];
