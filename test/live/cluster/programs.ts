/**
 * What the images of the stack's programs say about themselves, which their manifests do not: from the Dockerfile of each project.
 */
export interface Program {
  /** The image's entry point. */
  readonly entry: readonly string[];
  /** The arguments, if the manifest has none. */
  readonly args?: readonly string[];
  /** The user of the image. @default root */
  readonly user?: number;
  /** Folders that belong to the user of the image. @default none */
  readonly folders?: readonly string[];
  /** Whether the image has a shell and its tools. @default false */
  readonly hasUserland?: boolean;
  /** Scripts of the image, by their paths. @default none */
  readonly scripts?: Readonly<Record<string, string>>;
  /** The arguments that make it print its version. @default it is not asked */
  readonly version?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** A program for Node.js that stands for it where there is no binary. */
  readonly standIn?: string;
}

const DEMO: Program = { entry: ['/usr/local/bin/server'], hasUserland: true, standIn: 'test/live/stand-ins/emojivoto.cjs' };

/** By the last part of the image's name, which is also the name of the binary. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  tempo: { entry: ['/tempo'], user: 10001, folders: ['/var/tempo'], version: ['-version'] },
  traefik: { entry: ['/usr/local/bin/traefik'], version: ['version'] },
  minio: {
    entry: ['/usr/local/bin/minio'],
    hasUserland: true,
    // What the chart's own MinIO starts; the image's script only adds a user where it is told to.
    scripts: { '/usr/bin/docker-entrypoint.sh': '#!/bin/sh\nexec "$@"\n' },
  },
  mc: { entry: ['/usr/bin/mc'], hasUserland: true },
  memcached: { entry: ['/usr/local/bin/memcached'], args: ['-u', 'root'], user: 11211, hasUserland: true },
  prometheus: { entry: ['/usr/local/bin/prometheus'], user: 65534, version: ['--version'] },
  kafka: { entry: ['/usr/local/bin/kafka'], hasUserland: true },
  'opentelemetry-collector-contrib': { entry: ['/otelcol-contrib'], user: 10001, version: ['--version'] },
  node: { entry: ['/usr/local/bin/node'], hasUserland: true },
  'emojivoto-web': DEMO,
  'emojivoto-emoji-svc': DEMO,
  'emojivoto-voting-svc': DEMO,
  busybox: { entry: ['/bin/sh'], hasUserland: true },
};
