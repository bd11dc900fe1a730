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

export const IMAGES: readonly Image[] = [MC];
