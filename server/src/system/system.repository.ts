import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';

/** What the database says of itself. */
@Injectable()
export class SystemRepository {
  constructor(private readonly database: Database) {}

  async look(): Promise<{ version: string; bytes: number }> {
    const [row] = await this.database.query<{ version: string; bytes: number }>(
      `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
         pg_database_size(current_database())::float8 AS bytes`,
    );
    return row ?? { version: '', bytes: 0 };
  }
}
