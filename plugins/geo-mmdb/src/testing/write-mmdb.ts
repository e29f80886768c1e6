/** A small writer of MaxMind DB files (format 2.0), for tests: https://maxmind.github.io/MaxMind-DB/ */

export type MmdbValue = string | number | MmdbValue[] | { [key: string]: MmdbValue };

const control = (type: number, size: number): Buffer => {
  const sizes =
    size < 29 ? [size] : size < 285 ? [29, size - 29] : [30, (size - 285) >> 8, (size - 285) & 255];
  const [first = 0, ...rest] = sizes;
  return type < 8 ? Buffer.from([(type << 5) | first, ...rest]) : Buffer.from([first, type - 7, ...rest]);
};

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([key, child]) => [encode(key), encode(child)]),
  ]);
}

/** The bits of an IPv4 or IPv6 address; in an IPv6 tree IPv4 lies under 96 zeros. */
function bitsOf(address: string, tree: 4 | 6): number[] {
  const isV4 = !address.includes(':');
  let bytes: number[];
  if (isV4) bytes = address.split('.').map(Number);
  else {
    const [left = '', right] = address.split('::');
    const parse = (part: string | undefined) =>
      part ? part.split(':').map((group) => Number.parseInt(group, 16)) : [];
    const head = parse(left);
    const tail = parse(right);
    const groups = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
    bytes = groups.flatMap((group) => [group >> 8, group & 255]);
  }
  const bits = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, index) => (byte >> (7 - index)) & 1));
  return isV4 && tree === 6 ? [...Array.from({ length: 96 }, () => 0), ...bits] : bits;
}

interface Node {
  children: [Node | number | undefined, Node | number | undefined];
}

/** Makes the bytes of a database: networks (not nested in each other) with a record each. */
export function writeMmdb(
  networks: Readonly<Record<string, MmdbValue>>,
  { ipVersion = 6 as 4 | 6, recordSize = 24 as 24 | 28 | 32, type = 'Test-City' } = {},
): Buffer {
  const root: Node = { children: [undefined, undefined] };
  const nodes: Node[] = [root];
  const records: Buffer[] = [];
  const offsets: number[] = [];
  let length = 0;
  for (const [cidr, record] of Object.entries(networks)) {
    const [address = '', prefix = ''] = cidr.split('/');
    const depth = Number(prefix) + (ipVersion === 6 && !address.includes(':') ? 96 : 0);
    const bits = bitsOf(address, ipVersion).slice(0, depth);
    let node = root;
    for (const [index, bit] of bits.entries()) {
      if (index === bits.length - 1) {
        node.children[bit as 0 | 1] = records.length;
        break;
      }
      let next = node.children[bit as 0 | 1];
      if (typeof next !== 'object') {
        next = { children: [undefined, undefined] };
        nodes.push(next);
        node.children[bit as 0 | 1] = next;
      }
      node = next;
    }
    const bytes = encode(record);
    records.push(bytes);
    offsets.push(length);
    length += bytes.length;
  }
  const numberOf = new Map(nodes.map((node, index) => [node, index]));
  const pointer = (child: Node | number | undefined) =>
    child === undefined
      ? nodes.length
      : typeof child === 'number'
        ? nodes.length + 16 + (offsets[child] ?? 0)
        : (numberOf.get(child) ?? 0);
  const tree = Buffer.concat(
    nodes.map(({ children }) => {
      const [left, right] = children.map(pointer) as [number, number];
      const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
      if (recordSize === 28) {
        const [l, r] = [hex(left, 7), hex(right, 7)];
        return Buffer.from(l.slice(1) + l[0] + r[0] + r.slice(1), 'hex');
      }
      return Buffer.from(hex(left, recordSize / 4) + hex(right, recordSize / 4), 'hex');
    }),
  );
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_767_225_600,
    database_type: type,
    description: { en: 'test' },
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: recordSize,
  });
  return Buffer.concat([
    tree,
    Buffer.alloc(16),
    ...records,
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    metadata,
  ]);
}
