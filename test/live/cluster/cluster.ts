/** A cluster without Kubernetes: the pods, Services and names of manifests, as processes of this machine. */
import path from 'node:path';
import type { Manifest } from '../../../verify/stack';
import { addressesFrom, PODS, SERVICES } from './addresses';
import { endpointsOf, nodesOf } from './api/endpoints';
import { type Api, NO_API, serveApi } from './api/server';
import { podObject, shown } from './api/status';
import type { Certificate } from './certificates';
import type { Container } from './container-spec';
import { serveDns } from './dns';
import { type Image, imageFor } from './images';
import { Names } from './names';
import { createBridge, NODE_ADDRESS } from './network';
import { Objects } from './objects';
import { type Pod, podsOf } from './pod';
import { RunningPod } from './running-pod';
import { serveServices } from './services';

export interface ClusterProps {
  readonly objects: readonly Manifest[];
  /** An empty folder for volumes, logs and root folders. */
  readonly folder: string;
  /** A file with the authorities that all images trust, in PEM. @default none */
  readonly authorities?: string;
  /** The certificate of an API server that offers the objects to the pods. @default there is no API server */
  readonly api?: Certificate;
  /** Names outside the cluster, each with the pod `NAMESPACE/NAME` that it leads to, or the address of the node. */
  readonly hosts?: Readonly<Record<string, string>>;
}

/**
 * The images of manifests without a binary on this machine, each with the names that would do.
 * @param exact programs whose binary must be of exactly the image's version
 */
export function missingImages(objects: readonly Manifest[], exact: readonly string[] = []): string[] {
  const pods = podsOf(objects, () => '');
  const images = pods.flatMap((pod) => [...pod.first, ...pod.containers].map(({ image }) => image));
  return [...new Set(images)].flatMap((image) => {
    const found = imageFor(image, { exact });
    return 'missing' in found ? [found.missing] : [];
  });
}

export class LiveCluster {
  readonly names = new Names();
  private readonly listeners: { close(): void }[] = [];

  private constructor(
    readonly objects: Objects,
    readonly pods: readonly RunningPod[],
  ) {}

  /**
   * Starts all pods, and does not wait until they are ready. This process must be alone in its namespaces: see ../namespaces.ts.
   * @throws Error if an image has no binary
   */
  static async start({ objects, folder, authorities, api: certificate, hosts = {} }: ClusterProps): Promise<LiveCluster> {
    createBridge();
    const all = new Objects(objects);
    const api = certificate ? await serveApi(certificate, path.join(folder, 'kubeconfig')) : NO_API;
    const pods: RunningPod[] = [];
    for (const pod of podsOf(objects, addressesFrom(PODS))) {
      const imageOf = ({ image }: Container) => binaryFor(image);
      pods.push(await RunningPod.create({ pod, objects: all, imageOf, folder, authorities, api }, pods.length));
    }
    const cluster = new LiveCluster(all, pods);
    await cluster.serve(api, hosts);
    for (const pod of pods) if (!pod.isSuspended) void pod.start();
    return cluster;
  }

  /** The pods of a workload, or of a namespace: `tempo-ingester`, `tracing/`. @throws Error if there are none */
  podsOf(owner: string): RunningPod[] {
    const found = this.pods.filter(({ pod }) => pod.owner.metadata.name === owner || `${pod.namespace}/` === owner);
    if (found.length === 0) throw new Error(`no pods of ${owner}`);
    return found;
  }

  /** Waits until pods are ready, or completed if they are of a Job. @param pods all that are not suspended by default. @returns those that are not, after the time */
  async unready(seconds: number, pods: readonly RunningPod[] = this.pods.filter((pod) => !pod.isSuspended)): Promise<RunningPod[]> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const open = pods.filter((pod) => !(pod.pod.owner.kind === 'Job' ? pod.isCompleted : pod.isReady));
      if (open.length === 0 || Date.now() > end) return open;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.pods.map((pod) => pod.stop('SIGKILL')));
    for (const pod of this.pods) pod.removeNetwork();
    for (const listener of this.listeners) listener.close();
  }

  /** Serves the names, the Services and the API. */
  private async serve(api: Api, hosts: Readonly<Record<string, string>>): Promise<void> {
    const { names, pods, objects } = this;
    const isReady = (pod: Pod) => pods.some((running) => running.pod === pod && running.isReady);
    const of = { services: objects.ofKind('Service'), pods: pods.map(({ pod }) => pod), isReady };
    this.listeners.push(...(await serveServices({ ...of, names, addressOf: addressesFrom(SERVICES) })));
    for (const [name, target] of Object.entries(hosts)) names.addAddress(name, () => this.addressesOf(target));
    const made = [...nodesOf(), ...endpointsOf(of)];
    api.publish(() => ({
      objects: [...objects.all.map((object) => shown(object, pods)), ...pods.map(podObject), ...made],
      logOf: (namespace, name, container) => pods.find(({ pod }) => pod.name === name && pod.namespace === namespace)?.log(container),
    }));
    this.listeners.push(api, await serveDns(names, NODE_ADDRESS));
  }

  private addressesOf(target: string): string[] {
    if (target === NODE_ADDRESS) return [target];
    return this.pods.filter(({ pod }) => `${pod.namespace}/${pod.owner.metadata.name}` === target).map(({ pod }) => pod.address);
  }
}

function binaryFor(image: string): Image {
  const found = imageFor(image);
  if ('missing' in found) throw new Error(`no binary for ${found.missing}`);
  return found;
}
