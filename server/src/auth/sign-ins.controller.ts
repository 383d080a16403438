import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { validate as isUuid } from 'uuid';
import { Environment } from '../platform/config/environment.js';
import { AccessTokens, type Identity } from './access-tokens.js';
import { NotSignedIn, RefreshRefused, SessionNotFound } from './auth.errors.js';
import { deviceName } from './device-name.js';
import { DoorLimits } from './door-limits.js';
import { toAccountDto } from './dto/account.dto.js';
import { LoginDto, RefreshDto } from './dto/credentials.dto.js';
import { SessionsDto, TokensDto, toSessionDto } from './dto/sign-in.dto.js';
import { OptionalToken } from './optional-token.pipe.js';
import { clearRefreshCookie, readRefreshCookie, setRefreshCookie } from './refresh-cookie.js';
import { bearerToken, CurrentUser, SignedIn } from './signed-in.guard.js';
import { SignIns, type Tokens } from './sign-ins.service.js';

@ApiTags('auth')
@Controller('auth')
export class SignInsController {
  constructor(
    private readonly signIns: SignIns,
    private readonly accessTokens: AccessTokens,
    private readonly limits: DoorLimits,
    private readonly environment: Environment,
  ) {}

  @Post('login')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in; also sets the refresh cookie' })
  @ApiOkResponse({ type: TokensDto })
  async login(
    @Body() body: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensDto> {
    await this.limits.login(request.ip, body.email);
    const device = deviceName(request.headers['user-agent']);
    const tokens = await this.signIns.login(body.email, body.password, device);
    await this.limits.loginFitted(request.ip, body.email);
    setRefreshCookie(reply, tokens.refreshToken, this.environment);
    return { ...toTokensDto(tokens), refresh_token: tokens.refreshToken };
  }

  @Post('refresh')
  @HttpCode(200)
  @ApiBody({ type: RefreshDto, required: false })
  @ApiOperation({ summary: 'New tokens for the refresh token; using one twice ends the sign-in' })
  @ApiOkResponse({ type: TokensDto })
  async refresh(
    @Body('refresh_token', OptionalToken) given: string | null,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensDto> {
    await this.limits.refresh(request.ip);
    const token = given ?? readRefreshCookie(request, this.environment);
    const claim = token === null ? null : this.signIns.read(token);
    if (claim === null) throw new RefreshRefused();
    await this.limits.refreshOf(request.ip, claim.signInId);
    const tokens = await this.signIns.refresh(claim, given === null ? 'cookie' : 'body');
    setRefreshCookie(reply, tokens.refreshToken, this.environment);
    // What came by the cookie goes back by the cookie only: no script of the page needs to see it.
    return given === null
      ? toTokensDto(tokens)
      : { ...toTokensDto(tokens), refresh_token: tokens.refreshToken };
  }

  @Post('logout')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiBody({ type: RefreshDto, required: false })
  @ApiOperation({ summary: 'End the sign-in, named by access token, refresh token or cookie' })
  @ApiNoContentResponse()
  async logout(
    @Body('refresh_token', OptionalToken) given: string | null,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.limits.refresh(request.ip);
    const access = bearerToken(request);
    const refresh = given ?? readRefreshCookie(request, this.environment);
    const claim = refresh === null ? null : this.signIns.read(refresh);
    clearRefreshCookie(reply, this.environment);
    if (claim === null && access === null) throw new NotSignedIn();
    if (claim !== null) await this.signIns.signOutBy(claim);
    if (access === null) return;
    const verified = this.accessTokens.verify(access);
    // A page that was asleep signs out with a token that has run out; its cookie says enough.
    const identity = await (claim === null ? verified : verified.catch(() => null));
    if (identity !== null) await this.signIns.signOut(identity);
  }

  @Get('sessions')
  @UseGuards(SignedIn)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Where this account is signed in' })
  @ApiOkResponse({ type: SessionsDto })
  async list(@CurrentUser() identity: Identity): Promise<SessionsDto> {
    const standing = await this.signIns.standing(identity);
    return {
      data: standing.map((signIn) => toSessionDto(signIn, identity.signInId)),
      next_cursor: null,
    };
  }

  @Delete('sessions')
  @HttpCode(204)
  @UseGuards(SignedIn)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'End every sign-in but this one' })
  @ApiNoContentResponse()
  async endOthers(@CurrentUser() identity: Identity): Promise<void> {
    await this.signIns.endOthers(identity);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @UseGuards(SignedIn)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'End one sign-in' })
  @ApiNoContentResponse()
  async endOne(@CurrentUser() identity: Identity, @Param('id') id: string): Promise<void> {
    if (!isUuid(id)) throw new SessionNotFound();
    await this.signIns.endOne(identity, id);
  }
}

function toTokensDto(tokens: Tokens): TokensDto {
  return {
    access_token: tokens.accessToken,
    token_type: 'bearer',
    expires_in: tokens.expiresIn,
    user: toAccountDto(tokens.user),
  };
}
