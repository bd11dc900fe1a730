/** The objects of a live cluster, by kind, namespace and name. */
import { mapAt, textFrom } from '../../../lib/yaml/parsed';
import type { Manifest } from '../../../verify/stack';

export class Objects {
  constructor(readonly all: readonly Manifest[]) {}

  ofKind(kind: string): Manifest[] {
    return this.all.filter((object) => object.kind === kind);
  }

  find(kind: string, namespace: string, name: string): Manifest | undefined {
    return this.all.find((object) => object.kind === kind && object.metadata.namespace === namespace && object.metadata.name === name);
  }

  /**
   * The data of a ConfigMap or Secret: key to content.
   * @throws Error if it does not exist: its pod waits for it, as in a cluster
   */
  dataOf(kind: 'ConfigMap' | 'Secret', namespace: string, name: string): Readonly<Record<string, Buffer>> {
    const found = this.find(kind, namespace, name);
    if (!found) throw new Error(`no ${kind} ${name} in ${namespace}`);
    const plain = { ...mapAt(found, kind === 'Secret' ? 'stringData' : 'data') };
    const encoded = mapAt(found, kind === 'Secret' ? 'data' : 'binaryData');
    return Object.fromEntries([
      ...Object.entries(encoded).map(([key, value]) => [key, Buffer.from(textFrom(value), 'base64')]),
      ...Object.entries(plain).map(([key, value]) => [key, Buffer.from(textFrom(value))]),
    ]);
  }
}
