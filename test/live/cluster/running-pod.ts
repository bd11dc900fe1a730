/** A pod over time: its network, and its containers. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { at, textAt } from '../../../lib/yaml/parsed';
import type { Api } from './api/server';
import type { Container } from './container-spec';
import type { Image } from './images';
import { PodNetwork } from './network';
import type { Objects } from './objects';
import type { Pod } from './pod';
import { RunningContainer } from './running-container';

export interface PodProps {
  readonly pod: Pod;
  readonly objects: Objects;
  readonly imageOf: (container: Container) => Image;
  /** The folder of the cluster. */
  readonly folder: string;
  readonly authorities?: string;
  readonly api: Api;
}

export class RunningPod {
  readonly pod: Pod;
  readonly first: readonly RunningContainer[];
  readonly containers: readonly RunningContainer[];
  private readonly folder: string;
  /** Counts starts and stops: an earlier start ends with the next of either. */
  private generation = 0;
  /** Why the last start failed, beside what its containers say. */
  private failure?: string;

  private constructor(
    { pod, objects, imageOf, folder, authorities, api }: PodProps,
    private readonly network: PodNetwork,
  ) {
    this.pod = pod;
    this.folder = path.join(folder, 'pods', `${pod.namespace}-${pod.name}`);
    mkdirSync(this.folder, { recursive: true });
    const volumes = { pod: path.join(this.folder, 'volumes'), claims: path.join(folder, 'claims') };
    const propsOf = (container: Container) => ({
      ...{ pod, container, objects, network, volumes, authorities, api, folder: this.folder },
      image: imageOf(container),
      log: path.join(this.folder, `${container.name}.log`),
    });
    // An init container is started again only after it failed.
    const ofInit = pod.restart === 'Never' ? 'Never' : 'OnFailure';
    this.first = pod.first.map((container) => new RunningContainer(propsOf(container), ofInit));
    this.containers = pod.containers.map((container) => new RunningContainer(propsOf(container), pod.restart));
  }

  /** @param index distinguishes its network from that of other pods */
  static create = async (props: PodProps, index: number): Promise<RunningPod> =>
    new RunningPod(props, await PodNetwork.create(index, props.pod.name, props.pod.address));

  get isReady(): boolean {
    return this.containers.every((container) => container.isReady);
  }

  /** Whether all its containers ended with success. */
  get isCompleted(): boolean {
    return this.containers.every((container) => container.isDone && container.ended === 0);
  }

  get isStarted(): boolean {
    return this.containers.some(({ isRunning, ended }) => isRunning || ended !== undefined);
  }

  /** How often its containers were started again. */
  get restarts(): number {
    return this.containers.reduce((sum, { restarts }) => sum + restarts, 0);
  }

  /** Whether it is of a Job that waits until somebody starts it. */
  get isSuspended(): boolean {
    return at(this.pod.owner, 'spec', 'suspend') === true;
  }

  /** Starts its init containers one after the other, then the others together. What fails is in the state: never rejects. */
  async start(): Promise<void> {
    const generation = ++this.generation;
    this.failure = undefined;
    try {
      for (const container of this.first) {
        container.start();
        while (!(container.isDone && container.ended === 0)) {
          await new Promise((resolve) => setTimeout(resolve, 200));
          if (this.generation !== generation) return;
        }
      }
      for (const container of this.containers) container.start();
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  /** As `kubectl delete pod`: the claims stay, other volumes go. @param signal SIGKILL for a crash of the node */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.generation++;
    const grace = Number(textAt(this.pod.spec, 'terminationGracePeriodSeconds') ?? 30) * 1000;
    await Promise.all([...this.first, ...this.containers].map((container) => container.stop(signal, grace)));
    rmSync(path.join(this.folder, 'volumes'), { recursive: true, force: true });
  }

  removeNetwork(): void {
    this.network.remove();
  }

  async restart(signal?: NodeJS.Signals): Promise<void> {
    await this.stop(signal);
    await this.start();
  }

  /** What its containers printed. */
  log = (container?: string): string => {
    const chosen = [...this.first, ...this.containers].filter(({ props }) => container === undefined || props.container.name === container);
    return chosen.map(({ props: { log } }) => readIfThere(log)).join('');
  };

  /** `running, ready`, `ended: 1, 3 restarts` */
  get state(): string {
    if (this.failure !== undefined) return `not started: ${this.failure}`;
    const states = this.containers.map(({ isRunning, isReady, ended }) =>
      isRunning ? `running, ${isReady ? 'ready' : 'not ready'}` : `ended: ${ended ?? 'not started'}`,
    );
    return `${states.join('; ')}${this.restarts > 0 ? `, ${this.restarts} restarts` : ''}`;
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
