import { sql, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { driverOf, type Queryable } from './client';

/** The kinds of values a prepared statement takes; named, so that PostgreSQL need not guess. */
export type ParameterKind =
    'bigint' | 'bigint[]' | 'boolean' | 'integer' | 'integer[]' | 'jsonb' | 'text' | 'text[]' | 'timestamptz';

/** Stands for the value `name` in the text of a prepared statement. */
export type Parameter<Values> = (name: keyof Values & string, kind: ParameterKind) => SQL;

/** A statement ready to run with its values. */
export type Prepared<Row, Values> = (db: Queryable, values: Values) => Promise<Row[]>;

const dialect = new PgDialect();

/**
 * A hot statement: its text is built once per process and planned once per connection, where drizzle's own queries are
 * built and planned at every call. Write constants that an index's condition names as text, never as values: a plan that
 * serves all values cannot use a partial index otherwise. Timestamps arrive as text with their offset.
 * Values that are `unusual` are planned for at each call: a plan that was made while a table was nearly empty is kept when
 * it has grown, and what takes no time for a few rows then takes long for thousands.
 */
export function prepared<Row extends object, Values extends object>(
    build: (parameter: Parameter<Values>) => SQL,
    { unusual = () => false }: { unusual?: (values: Values) => boolean } = {},
): Prepared<Row, Values> {
    let statement: Statement<Values> | undefined;
    return (db, values) => {
        statement ??= compile<Values>(build);
        return driverOf(db).unsafe<Row[]>(statement.text, statement.read(values) as never[], {
            prepare: !unusual(values),
        }) as unknown as Promise<Row[]>;
    };
}

interface Statement<Values> {
    text: string;
    /** The values in the order the text numbers them. */
    read(given: Values): unknown[];
}

/** Turns the fragment into text in which a value that is named twice is sent once. */
function compile<Values extends object>(build: (parameter: Parameter<Values>) => SQL): Statement<Values> {
    const structured = new Set<string>();
    const query = dialect.sqlToQuery(
        build((name, kind) => {
            if (kind === 'jsonb') structured.add(name);
            return sql`${sql.placeholder(name)}::${sql.raw(kind)}`;
        }),
    );
    const sent: { name?: string; constant?: unknown }[] = [];
    const position = query.params.map((param) => {
        const name = isPlaceholder(param) ? param.name : undefined;
        const known = name === undefined ? -1 : sent.findIndex((entry) => entry.name === name);
        return known === -1 ? sent.push(name === undefined ? { constant: param } : { name }) : known + 1;
    });
    return {
        text: query.sql.replace(/\$(\d+)/g, (_, given: string) => `$${position[Number(given) - 1]}`),
        read: (given) =>
            sent.map(({ name, constant }) => {
                if (name === undefined) return constant;
                const value = given[name as keyof Values & string];
                return structured.has(name) ? JSON.stringify(value) : value;
            }),
    };
}

function isPlaceholder(value: unknown): value is { name: string } {
    return typeof value === 'object' && value !== null && 'name' in value;
}
