/** The names of the cluster: what its DNS answers, https://github.com/kubernetes/dns/blob/master/docs/specification.md */

/** Where a port of a Service is. */
export interface ServiceRecord {
  readonly port: number;
  readonly target: string;
}

/** Names are without a final dot, and in lower case. What they stand for is asked at each query. */
export class Names {
  private readonly addresses = new Map<string, () => readonly string[]>();
  private readonly services = new Map<string, () => readonly ServiceRecord[]>();
  private readonly aliases = new Map<string, string>();

  addAddress(name: string, addresses: () => readonly string[]): void {
    this.addresses.set(name.toLowerCase(), addresses);
  }

  addService(name: string, records: () => readonly ServiceRecord[]): void {
    this.services.set(name.toLowerCase(), records);
  }

  addAlias(name: string, target: string): void {
    this.aliases.set(name.toLowerCase(), target);
  }

  addressesOf = (name: string): readonly string[] => this.addresses.get(name.toLowerCase())?.() ?? [];

  servicesOf = (name: string): readonly ServiceRecord[] => this.services.get(name.toLowerCase())?.() ?? [];

  aliasOf = (name: string): string | undefined => this.aliases.get(name.toLowerCase());

  /** Whether anything has the name. */
  has(name: string): boolean {
    return [this.addresses, this.services, this.aliases].some((names) => names.has(name.toLowerCase()));
  }
}
