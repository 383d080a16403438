import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { eventFormats, type EventFormat } from '../tables/event-file.js';
import { QuestionParameters } from './question.dto.js';

export class RawExportParameters extends QuestionParameters {
  @ApiPropertyOptional({ enum: eventFormats, default: 'jsonl' })
  @IsOptional()
  @IsIn(eventFormats)
  format: EventFormat = 'jsonl';

  @ApiPropertyOptional({ default: false, description: 'A .gz file.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
  )
  @IsBoolean()
  gzip: boolean = false;
}
