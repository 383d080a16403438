import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { EnterDto, toViewerDto, ViewerDto } from './dto/viewer.dto.js';
import { Viewers } from './viewers.service.js';

/** The door for those who have a link and no account. */
@ApiTags('sharing')
@Controller('public')
export class ViewersController {
  constructor(private readonly viewers: Viewers) {}

  @Post(':slug/token')
  @HttpCode(200)
  @ApiOperation({ summary: 'Open a public link: a token that shows its dashboard for 15 minutes' })
  @ApiOkResponse({ type: ViewerDto })
  @ApiResponse({ status: 401, description: 'It asks for a password, or the password is wrong.' })
  @ApiResponse({ status: 404, description: 'No such link, or it has ended.' })
  async enter(
    @Param('slug') slug: string,
    @Body() body: EnterDto,
    @Req() request: FastifyRequest,
  ): Promise<ViewerDto> {
    return toViewerDto(await this.viewers.enter(slug, body.password ?? null, request.ip));
  }
}
