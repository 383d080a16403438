import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { InstallationOwner } from '../auth/owner.guard.js';
import { EventStore } from '../events/event.store.js';
import { Projects } from '../projects/projects.service.js';
import { StorageDto, toProjectStorage } from './dto/storage.dto.js';
import { SystemStanding } from './dto/system.dto.js';
import { System } from './system.service.js';

/** The machinery, as the owner of the installation sees it. */
@ApiTags('System')
@ApiBearerAuth()
@ApiResponse({ status: 401, description: 'Not signed in.' })
@ApiResponse({ status: 403, description: 'For the owner of the installation.' })
@UseGuards(InstallationOwner)
@Controller('system')
export class SystemController {
  constructor(
    private readonly system: System,
    private readonly store: EventStore,
    private readonly projects: Projects,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Version, mode, database, queues, workers and disk' })
  @ApiOkResponse({ type: SystemStanding })
  look(): Promise<SystemStanding> {
    return this.system.look(Date.now());
  }

  @Get('storage')
  @ApiOperation({ summary: 'What the events of every project take, estimated' })
  @ApiOkResponse({ type: StorageDto })
  async storage(): Promise<StorageDto> {
    const { bytes, partitions, projects } = await this.store.storage();
    const found = await Promise.all(
      projects.map(async (one) => {
        const project = await this.projects.byNo(one.projectNo);
        return project && toProjectStorage(project, one);
      }),
    );
    const data = found.filter((one) => one !== null).sort((a, b) => b.bytes - a.bytes);
    return { bytes, partitions, data };
  }
}
