/** The formats of `--format`: the first for people, the others for programs, each alone on standard output. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;

export type MachineFormat = Exclude<(typeof FORMATS)[number], 'text'>;
