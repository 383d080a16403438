import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The removal of a project; it outlives the project so that its end can be seen. */
@Entity({ name: 'project_deletions' })
export class ProjectDeletion {
  @PrimaryColumn({ name: 'project_id', type: 'uuid' })
  projectId: string;

  @Column({ name: 'project_no', type: 'integer' })
  projectNo: number;

  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId: string;

  /** The rows being removed now; null before the start and after the end. */
  @Column({ type: 'text', nullable: true })
  step: string | null;

  @Column({ name: 'steps_done', type: 'integer' })
  stepsDone: number;

  @Column({ name: 'steps_total', type: 'integer' })
  stepsTotal: number;

  @Column({
    name: 'rows_removed',
    type: 'bigint',
    transformer: { from: Number, to: (rows: number) => rows },
  })
  rowsRemoved: number;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Date | null;
}
