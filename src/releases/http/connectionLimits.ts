/**
 * Who may be connected at the same time. Slow clients are welcome while there is room. Where there is none, connections on
 * which little moves give way to new ones: first those of the client that is at its own limit, then anyone's, then those
 * of the client that has most. So neither one address nor several can keep others out by being slow.
 */

/** What is asked of a socket. */
export interface LimitedConnection {
  readonly remoteAddress?: string | undefined;
  /** Bytes handed to the connection so far, those that still wait in `writableLength` included. */
  readonly bytesWritten: number;
  readonly writableLength: number;
  /** Bytes that came: of an upload. */
  readonly bytesRead: number;
  destroy(): unknown;
  once(event: 'close', listener: () => void): unknown;
}

export interface ConnectionLimitsOptions {
  readonly maxConnections: number;
  readonly maxConnectionsPerClient: number;
  /** Whether many clients may come from this address: a proxy, or this machine itself. They have no limit of their own. */
  readonly isShared?: (remoteAddress: string) => boolean;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

interface Mark {
  readonly atMs: number;
  readonly bytes: number;
}

interface Entry {
  readonly connection: LimitedConnection;
  readonly client: string;
  /** Answers under way; none: the client has not asked, or asks nothing more. */
  answers: number;
  /** Where the measured stretch begins, and the next one. */
  mark: Mark;
  nextMark: Mark;
}

/** A connection without a request may be taken away after this time. */
const silentMs = 1000;
/** A speed is judged over this time at least. */
const measuredMs = 3000;
const stretchMs = 6000;
/** A phone in the worst corner of a house is faster; at this speed a package of 100 MB would take 54 minutes. */
const slowestBytesPerSecond = 32 * 1024;

export class ConnectionLimits {
  readonly #options: ConnectionLimitsOptions;
  readonly #entries = new Map<LimitedConnection, Entry>();

  constructor(options: ConnectionLimitsOptions) {
    this.#options = options;
  }

  /** Counts a new connection, or ends it and says `false` where no other may give way to it. */
  admit(connection: LimitedConnection): boolean {
    const { maxConnections, maxConnectionsPerClient } = this.#options;
    const client = clientOf(connection.remoteAddress ?? '');
    this.#measure();
    const own = this.#of(client);
    const isShared = this.#isShared(connection);
    const isRoom =
      (isShared || own.length < maxConnectionsPerClient || this.#end(slowestOf(own, this.#now, true))) &&
      (this.#entries.size < maxConnections ||
        this.#end(slowestOf([...this.#entries.values()], this.#now, true)) ||
        this.#end(slowestOf(this.#mostGreedy(this.#of(client).length + 1), this.#now, false)));
    if (!isRoom) {
      connection.destroy();
      return false;
    }
    const mark = this.#markOf(connection);
    this.#entries.set(connection, { connection, client, answers: 0, mark, nextMark: mark });
    connection.once('close', () => this.#entries.delete(connection));
    return true;
  }

  /** A connection goes on as another one, as a socket does that begins to speak TLS. */
  replace(before: LimitedConnection, connection: LimitedConnection): void {
    const entry = this.#entries.get(before);
    if (!entry) return;
    this.#entries.delete(before);
    const mark = this.#markOf(connection);
    this.#entries.set(connection, { ...entry, connection, mark, nextMark: mark });
    connection.once('close', () => this.#entries.delete(connection));
  }

  /** Call it when an answer begins, and what it gives when the answer has ended. */
  answering(connection: LimitedConnection): () => void {
    const entry = this.#entries.get(connection);
    if (!entry) return () => undefined;
    entry.answers += 1;
    entry.mark = entry.nextMark = this.#markOf(connection);
    return () => {
      entry.answers -= 1;
      entry.mark = entry.nextMark = this.#markOf(connection);
    };
  }

  #isShared({ remoteAddress = '' }: LimitedConnection): boolean {
    return this.#options.isShared?.(remoteAddress) === true;
  }

  get #now(): number {
    return this.#options.now();
  }

  #of(client: string): readonly Entry[] {
    return [...this.#entries.values()].filter((entry) => entry.client === client);
  }

  /** The connections of the client that has most of them, if these are more than `count`. */
  #mostGreedy(count: number): readonly Entry[] {
    const own = [...this.#entries.values()].filter(({ connection }) => !this.#isShared(connection));
    const byClient = Map.groupBy(own, ({ client }) => client);
    const [most = []] = [...byClient.values()].sort((a, b) => b.length - a.length);
    return most.length > count ? most : [];
  }

  #end(entry: Entry | undefined): boolean {
    if (!entry) return false;
    // Its own event comes later than the next connection.
    this.#entries.delete(entry.connection);
    entry.connection.destroy();
    return true;
  }

  #markOf(connection: LimitedConnection): Mark {
    return { atMs: this.#now, bytes: movedBytes(connection) };
  }

  /** Earlier speed does not count: a stalled connection is slow, however fast it began. */
  #measure(): void {
    for (const entry of this.#entries.values()) {
      if (this.#now - entry.nextMark.atMs < stretchMs) continue;
      entry.mark = entry.nextMark;
      entry.nextMark = this.#markOf(entry.connection);
    }
  }
}

/** The one on which least moves; only those that are slow or silent where `isStalled` says so. */
function slowestOf(entries: readonly Entry[], nowMs: number, isStalled: boolean): Entry | undefined {
  const speeds = entries.map((entry) => ({ entry, speed: speedOf(entry, nowMs) }));
  const eligible = isStalled ? speeds.filter(({ speed }) => speed < slowestBytesPerSecond) : speeds;
  return eligible.reduce<(typeof eligible)[number] | undefined>(
    (worst, each) => (worst && worst.speed <= each.speed ? worst : each),
    undefined,
  )?.entry;
}

/** Bytes in a second; infinite while it is too early to say. A connection that asks nothing counts as the slowest of all. */
function speedOf({ connection, answers, mark }: Entry, nowMs: number): number {
  const elapsedMs = nowMs - mark.atMs;
  if (answers === 0) return elapsedMs < silentMs ? Infinity : -elapsedMs;
  if (elapsedMs < measuredMs) return Infinity;
  return ((movedBytes(connection) - mark.bytes) * 1000) / elapsedMs;
}

function movedBytes({ bytesWritten, writableLength, bytesRead }: LimitedConnection): number {
  return bytesWritten - writableLength + bytesRead;
}

/** One household or machine: an IPv4 address, also where IPv6 carries it, or a network of 64 bits, which a machine has for itself. */
export function clientOf(address: string): string {
  const [bare = ''] = address.toLowerCase().split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!bare.includes(':')) return bare;
  const [head = '', tail] = bare.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
