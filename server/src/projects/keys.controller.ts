import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { normalOrigin } from './allowed-origins.js';
import { pageRequest } from './cursor.js';
import {
  CreatedKeyDto,
  CreateKeyDto,
  KeyDto,
  KeysDto,
  RotatedKeyDto,
  RotateKeyDto,
  toKeyDto,
  UpdateKeyDto,
} from './dto/key.dto.js';
import { PageQueryDto } from './dto/page.dto.js';
import { Keys } from './keys.service.js';
import { CurrentProject, ProjectAccess } from './project-access.guard.js';
import type { Project } from './project.js';

@ApiTags('keys')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'The project.' })
@UseGuards(ProjectAccess)
@Controller('projects/:id/keys')
export class KeysController {
  constructor(private readonly keys: Keys) {}

  @Get()
  @ApiOperation({ summary: 'Keys of the project, the latest first' })
  @ApiOkResponse({ type: KeysDto })
  async list(@CurrentProject() project: Project, @Query() query: PageQueryDto): Promise<KeysDto> {
    const page = await this.keys.page(project, pageRequest(query));
    return { data: page.rows.map(toKeyDto), next_cursor: page.nextCursor };
  }

  @Post()
  @ApiOperation({ summary: 'Make a key; it is in the answer and never again' })
  @ApiCreatedResponse({ type: CreatedKeyDto })
  async create(
    @CurrentProject() project: Project,
    @Body() body: CreateKeyDto,
  ): Promise<CreatedKeyDto> {
    const { name, kind } = body;
    const allowedOrigins = normalOrigins(body.allowed_origins);
    const { row, key } = await this.keys.create(project, { name, kind, allowedOrigins });
    return { ...toKeyDto(row), key };
  }

  @Patch(':key')
  @ApiOperation({ summary: 'Change name or origins; what is left out stays' })
  @ApiOkResponse({ type: KeyDto })
  async update(
    @CurrentProject() project: Project,
    @Param('key') id: string,
    @Body() body: UpdateKeyDto,
  ): Promise<KeyDto> {
    const change = {
      ...(body.name !== undefined && { name: body.name }),
      ...(body.allowed_origins && { allowedOrigins: normalOrigins(body.allowed_origins) }),
    };
    return toKeyDto(await this.keys.update(project, id, change));
  }

  @Delete(':key')
  @HttpCode(204)
  @ApiOperation({ summary: 'Stop a key at once' })
  @ApiNoContentResponse()
  async revoke(@CurrentProject() project: Project, @Param('key') id: string): Promise<void> {
    await this.keys.revoke(project, id);
  }

  @Post(':key/rotate')
  @ApiOperation({ summary: 'Make the successor of a key; the old one works for the grace only' })
  @ApiCreatedResponse({ type: RotatedKeyDto })
  async rotate(
    @CurrentProject() project: Project,
    @Param('key') id: string,
    @Body() body: RotateKeyDto,
  ): Promise<RotatedKeyDto> {
    const { issued, endsAt } = await this.keys.rotate(project, id, body.grace_hours);
    return {
      ...toKeyDto(issued.row),
      key: issued.key,
      replaces: id,
      old_key_ends_at: endsAt.toISOString(),
    };
  }
}

function normalOrigins(origins: string[]): string[] {
  const normal = origins.map(normalOrigin).filter((origin) => origin !== null);
  return [...new Set(normal)];
}
