import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database, type Weight } from '../../platform/database/database.js';
import { type Ask, askInTime, type Statement } from './params.js';

/** Runs statements that read many events: in one snapshot, with room to sort, and never for longer than allowed. */
@Injectable()
export class HeavyQuestions {
  constructor(private readonly database: Database) {}

  /** The rows of one statement. */
  async rows<Row>(statement: Statement, weight: Weight = 'heavy'): Promise<Row[]> {
    return this.together((ask) => ask<Row>(statement), weight);
  }

  /** Several statements that see the same state of the data; none begins when the time of all of them is over. */
  async together<T>(work: (ask: Ask) => Promise<T>, weight: Weight = 'heavy'): Promise<T> {
    return this.database.answer(weight, async (client: pg.PoolClient) => {
      // Compiling a plan takes longer than most of these questions; a second processor helps with all of them.
      await client.query(
        `SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; SET LOCAL hash_mem_multiplier = 4;
         SET LOCAL parallel_tuple_cost = 0.01`,
      );
      return work(askInTime(client));
    });
  }
}
